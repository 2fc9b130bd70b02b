import 'dart:convert';
import 'dart:io';

Future<void> main() async {
  print(await InternetAddress.lookup(Platform.environment['DB_HOST'] ?? 'localhost'));
}
