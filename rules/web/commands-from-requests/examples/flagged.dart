import 'dart:io';
import 'package:shelf/shelf.dart';

Response handle(Request request) {
  final tool = request.url.queryParameters['tool'];
  return Response.ok(Process.runSync('sh', ['-c', tool!]).stdout); // gatehouse: flagged
}
