package Net::Rc;
sub lookup {
    my ($host) = @_;
    open(my $fh, "<", "$ENV{HOME}/.netrc") or return;
    while (my $line = <$fh>) {
        return ($1, $2) if $line =~ /machine\s+\Q$host\E\s+login\s+(\S+)\s+password\s+(\S+)/;
    }
    return;
}
1;
