#!/usr/bin/perl
use CGI;
my $q = CGI->new;
my $name = $q->param('name') // 'you';
eval { print $q->header, "Hello ", $q->escapeHTML($name); 1 } or warn $@;
