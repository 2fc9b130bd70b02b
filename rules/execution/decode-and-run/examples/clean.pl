use MIME::Base64 qw(decode_base64);
sub pixel { return decode_base64(join '', <DATA>) }
open(my $out, '>:raw', 'pixel.png') or die $!;
print {$out} pixel();
__DATA__
iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
