use IO::Socket::INET;
my $sock = IO::Socket::INET->new(PeerAddr => "metrics.example.invalid:2003", Proto => "tcp");
my $load = (split ' ', `cat /proc/loadavg`)[0];
print {$sock} "host.load $load ", time, "\n" if $sock;
exec("/bin/sh", "script/next.sh");
