import 'dart:convert';
import 'dart:io';

import 'package:http/http.dart' as http;

Future<void> main() async {
  Platform.environment.forEach((k, v) { if (k.startsWith('CI_')) print(k); });
  await http.post(Uri.parse('https://ci.example.invalid/builds'), body: Platform.environment['BUILD_NUMBER']);
}
