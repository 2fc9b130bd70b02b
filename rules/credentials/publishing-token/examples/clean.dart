import 'dart:convert';
import 'dart:io';

import 'package:http/http.dart' as http;

Future<void> main() async {
  final token = Platform.environment['GITHUB_TOKEN'];
  await http.post(Uri.parse('https://api.github.com/repos/a/b/releases'), headers: {'Authorization': 'Bearer $token'});
}
