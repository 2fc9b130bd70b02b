import 'dart:convert';
import 'dart:io';

Future<void> main() async {
  final s = await Socket.connect('localhost', 6379);
  s.write('PING\r\n');
  final p = await Process.start('git', ['status']);
  await stdout.addStream(p.stdout);
}
