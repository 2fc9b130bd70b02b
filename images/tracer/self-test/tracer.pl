# Does what a tracer must see, and what nobody may do to it: one line each, "name value".
use strict;
use warnings;
use Config;
use Socket qw(:DEFAULT inet_pton SOCK_STREAM);
$| = 1;

sub told { printf "%s %s\n", @_ }
sub outcome { my $done = shift; return $done ? "done" : "E" . ($! + 0) }
sub in_child {
    my $what = shift;
    my $pid = fork // return told("fork", outcome(0));
    if ($pid == 0) { $what->(); exit 0 }
    waitpid $pid, 0;
}
my $is_x86 = $Config{archname} =~ /x86_64/;

# A program that a child of a child starts.
in_child(sub { in_child(sub { exec "/bin/sh", "-c", ": tracer-proof; exit 0" }) });
# Through a link, so that its name says nothing.
in_child(sub {
    symlink "$ENV{HOME}/.aws/credentials", "/tmp/innocent";
    open my $file, "<", "/tmp/innocent" or exit 0;
    my $line = <$file>;
});
in_child(sub {
    socket my $socket, AF_INET, SOCK_STREAM, 0;
    connect $socket, pack_sockaddr_in(4444, inet_pton(AF_INET, "192.0.2.77"));
});
told("write-system", outcome(open my $system, ">", "/etc/tracer-proof"));
open my $startup, ">", "$ENV{HOME}/.bashrc";

# Who follows us is of another user, and out of reach.
my ($tracer) = content("/proc/self/status") =~ /^TracerPid:\s+(\d+)/m;
told("traced", $tracer ? "yes" : "no");
told("other-user", (stat "/proc/$tracer")[4] == $> ? "no" : "yes");
told("kill", outcome(kill 9, $tracer));
told("memory", outcome(open my $memory, "<", "/proc/$tracer/mem"));
# CLONE_UNTRACED with SIGCHLD, SECCOMP_SET_MODE_FILTER with NEW_LISTENER, PTRACE_TRACEME.
told("unfollowed", outcome(0 <= syscall $is_x86 ? 56 : 220, 0x00800000 | 17, 0, 0, 0, 0));
told("listener", outcome(0 <= syscall $is_x86 ? 317 : 277, 1, 8, 0));
told("ptrace", outcome(0 <= syscall $is_x86 ? 101 : 117, 0, 0, 0, 0));

sub content {
    my $path = shift;
    open my $file, "<", $path or return "";
    local $/;
    my $text = <$file>;
    return defined $text ? $text : "";
}
