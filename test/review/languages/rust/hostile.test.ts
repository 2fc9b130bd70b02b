import { beforeAll, expect, test } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import { described, factsOf, isCapability, loadContext } from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

test.each([
  ["parentheses", `fn f() { let x = ${"(".repeat(5000)}1${")".repeat(5000)}; }`],
  ["arrays", `fn f() { let x = ${"[".repeat(5000)}${"]".repeat(5000)}; }`],
  ["calls", `fn f() { x${".a()".repeat(5000)}; }`],
  ["blocks", `fn f() ${"{".repeat(3000)}${"}".repeat(3000)}`],
  ["modules", `${"mod a {".repeat(3000)}${"}".repeat(3000)}`],
  ["macros", `fn f() { ${"m!(".repeat(1000)}1${")".repeat(1000)}; }`],
])("%s that nest too deep are refused with a RangeError", (_, text) => {
  expect(() => factsOf("rust", text, context)).toThrow(RangeError);
});

const MORE = "fn r(n: u8) { r(n); r(n + 1); r(n + 2); } fn main() { r(0); ";

test.each([
  [
    "a text of very many parts",
    `fn a() { let x = ${Array.from({ length: 3000 }, () => '"a"').join(" + ")}; } fn main() {`,
  ],
  [
    "a text that doubles",
    'fn main() { let mut x = String::from("a"); loop { x = x.clone() + &x; }',
  ],
  ["a function that calls itself in three ways", MORE],
  ["a huge repetition", 'fn main() { let x = "a".repeat(99999999); let y = [0u8; 99999999];'],
  ["a list that grows by itself", "fn main() { let mut v = vec![1]; for x in v { v.extend(&v); }"],
  ["text that is no Rust", "class {{{ ;;; ) fn main() {"],
  ["a NUL", "fn main() { \0"],
  ["a macro that stands for itself", "macro_rules! m { () => { m!() } } fn main() { m!();"],
  ["a line of a megabyte", `const A: &str = "${"a".repeat(1_000_000)}"; fn main() {`],
])("%s comes to an end, and what follows is read", (_, text) => {
  const facts = factsOf("rust", `${text}\nstd::process::Command::new("id").spawn(); }`, context);
  const runs = { capability: "execute.process" as const, target: "id" };
  expect(
    facts.some((fact) => isCapability(fact, runs)),
    described(facts).join("\n"),
  ).toBe(true);
});

test("a text that nobody closed is read past", () => {
  expect(() => factsOf("rust", 'fn main() { let x = "abc; }', context)).not.toThrow();
});

const RUNS_ID = 'std::process::Command::new("id").spawn();';

test.each([
  ["main", `fn main() { ${RUNS_ID} }`],
  ["an asynchronous main", `#[tokio::main]\nasync fn main() { ${RUNS_ID} }`],
  ["a test", `#[cfg(test)] mod tests { #[test] fn t() { ${RUNS_ID} } }`],
  ["an asynchronous test", `#[tokio::test]\nasync fn t() { ${RUNS_ID} }`],
  ["a macro that computes code", `#[proc_macro]\npub fn m(x: T) -> T { ${RUNS_ID} x }`],
  ["a derive", `#[proc_macro_derive(A)]\npub fn m(x: T) -> T { ${RUNS_ID} x }`],
  ["a constructor of the library", `#[ctor::ctor]\nfn start() { ${RUNS_ID} }`],
  [
    "a pointer in the table of constructors",
    `fn go() { ${RUNS_ID} }\n#[link_section = ".init_array"]\nstatic X: fn() = go;`,
  ],
  ["a thread", `fn main() { std::thread::spawn(|| { ${RUNS_ID} }).join(); }`],
  ["a future", `fn main() { tokio::spawn(async move { ${RUNS_ID} }); }`],
  ["a branch of a macro", `fn main() { tokio::select! { x = f() => { ${RUNS_ID} } } }`],
  ["a macro around items", `cfg_rt! { fn main() { ${RUNS_ID} } }`],
  [
    "a macro of the file",
    `macro_rules! go { ($x:expr) => { ${RUNS_ID.replace('"id"', "$x")} } } fn main() { go!("id"); }`,
  ],
  ["an error's handler", `fn main() { x().unwrap_or_else(|_| { ${RUNS_ID} 1 }); }`],
  ["a static of lazy_static", `lazy_static! { static ref A: u8 = { ${RUNS_ID} 1 }; }`],
])("%s runs by itself", (_, text) => {
  const facts = factsOf("rust", text, context);
  const runs = { capability: "execute.process" as const, target: "id", atLoad: true };
  expect(
    facts.some((fact) => isCapability(fact, runs)),
    described(facts).join("\n"),
  ).toBe(true);
});

test("a function of a library that nothing calls does not run by itself", () => {
  const facts = factsOf("rust", `pub fn go() { ${RUNS_ID} }`, context);
  const runs = { capability: "execute.process" as const, target: "id", atLoad: true };
  expect(facts.some((fact) => isCapability(fact, runs))).toBe(false);
});
