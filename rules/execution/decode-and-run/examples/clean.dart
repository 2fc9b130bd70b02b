import 'dart:convert';
import 'dart:io';

void main() {
  final logo = base64.decode('aGVsbG8=');
  File('build/logo.png').writeAsBytesSync(logo);
  print(Process.runSync('git', ['describe', '--tags']).stdout);
}
