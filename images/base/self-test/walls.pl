# Tries to get past every limit and wall, and says how far it got: one line each, "name value".
# It changes nothing that outlives its container.
use strict;
use warnings;
use POSIX ();
use Errno qw(EAGAIN EMFILE ENOSPC);
$| = 1;

my $machine = (POSIX::uname())[4];
my %number = $machine eq "aarch64"
  ? (unshare => 97, keyctl => 219, ptrace => 117, io_uring_setup => 425, bpf => 280, perf_event_open => 241,
     userfaultfd => 282, mount => 40, process_vm_readv => 270, add_key => 217, open_by_handle_at => 265)
  : (unshare => 272, keyctl => 250, ptrace => 101, io_uring_setup => 425, bpf => 321, perf_event_open => 298,
     userfaultfd => 323, mount => 165, process_vm_readv => 310, add_key => 248, open_by_handle_at => 304);

sub told { printf "%s %s\n", @_ }
sub outcome { my $done = shift; return $done ? "done" : "E" . ($! + 0) }
sub content {
    my $path = shift;
    open my $file, "<", $path or return "";
    local $/;
    my $text = <$file>;
    return defined $text ? $text : "";
}

# Walls.
for my $field (qw(CapInh CapPrm CapEff CapBnd CapAmb NoNewPrivs Seccomp)) {
    my ($value) = content("/proc/self/status") =~ /^$field:\s*(\S+)/m;
    told("status-$field", $value);
}
told("user", "$<:$>:" . join(",", split " ", $());
told("interfaces", join(",", content("/proc/net/dev") =~ /^\s*(\S+):/mg));
told("routes", scalar(() = content("/proc/net/route") =~ /\n./g));
told("kernel-configuration", length content("/proc/config.gz"));
for my $path ("/", "/etc", "/usr/bin") {
    my $made = open my $file, ">", "$path/gatehouse-wall";
    told("write-$path", outcome($made));
}
told("write-core-pattern", outcome(open my $pattern, "+<", "/proc/sys/kernel/core_pattern"));
for my $family ([unix => 1], [inet => 2], [alg => 38], [vsock => 40], [packet => 17]) {
    told("socket-$family->[0]", outcome(socket my $socket, $family->[1], $family->[0] eq "alg" ? 5 : 1, 0));
}
told("socket-raw", outcome(socket my $raw, 2, 3, 1));
for my $name (sort keys %number) {
    my $zero = pack("x64");
    my @words = $name eq "unshare" ? (0x10000000) : $name eq "ptrace" ? (0, 0, 0, 0) : (1, $zero, 0, 0, 0);
    told("call-$name", outcome(syscall($number{$name}, @words) >= 0));
}

# Limits, each tried no further than a host can bear where it does not hold.
my $disk = $ENV{HOME};
my ($written, $made) = (0, 0);
open my $fill, ">", "$disk/fill" or die "cannot write to $disk";
while (defined(my $bytes = syswrite $fill, "x" x 65536)) { $written += $bytes; last if $written > 1 << 26 }
told("limit-bytes", $! == ENOSPC ? $written : "E" . ($! + 0));
close $fill;
unlink "$disk/fill";
while (open my $file, ">", "$disk/$made") { $made++; close $file; last if $made > 20_000 }
told("limit-inodes", $! == ENOSPC ? $made : "E" . ($! + 0));
unlink "$disk/$_" for 0 .. $made;

my @open;
while (open my $file, "<", "/dev/null") { push @open, $file; last if @open > 10_000 }
told("limit-open-files", $! == EMFILE ? scalar @open : "E" . ($! + 0));
@open = ();

# gVisor counts no processes, and would run out of memory before this ends.
exit 0 if ($ARGV[0] // "") eq "runsc";

my @children;
while (1) {
    my $child = fork;
    last unless defined $child;
    if ($child == 0) { sleep 60; POSIX::_exit(0) }
    push @children, $child;
    last if @children > 500;
}
told("limit-pids", $! == EAGAIN ? scalar @children : "E" . ($! + 0));
kill "KILL", @children;
waitpid $_, 0 for @children;

# The share of processors that the kernel gives this control group, as it says itself: whether a
# busy program is made to wait also depends on how busy the host is.
my ($quota, $period) = split " ", content("/sys/fs/cgroup/cpu.max");
($quota, $period) = map { content("/sys/fs/cgroup/cpu/cpu.cfs_${_}_us") + 0 } qw(quota period)
  if !defined $quota && -e "/sys/fs/cgroup/cpu/cpu.cfs_quota_us";
told("limit-cpus", defined $quota && $quota =~ /^\d+$/ && $period > 0 ? $quota / $period : "none");
