use HTTP::Tiny;
my %env = %ENV;
delete @env{qw(PERL5LIB PERL5OPT)};
my $level = $env{LOG_LEVEL} // "info";
HTTP::Tiny->new->get("https://status.example.invalid/ping?level=$level");
local %ENV = %env;
system("make", "test");
