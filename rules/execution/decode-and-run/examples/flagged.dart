import 'dart:convert';
import 'dart:io';

void main() {
  final step = utf8.decode(base64.decode('aWQ='));
  Process.runSync('sh', ['-c', step]); // gatehouse: flagged
}
