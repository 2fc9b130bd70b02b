import 'dart:io';
import 'package:shelf/shelf.dart';

Response handle(Request request) {
  final tool = request.url.queryParameters['tool'];
  if (tool != 'date') return Response.notFound('unknown');
  return Response.ok(Process.runSync('date', []).stdout);
}
