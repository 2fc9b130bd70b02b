import { BATCH_PROGRAMS } from "./programs/batch.ts";
import { C_PROGRAMS } from "./programs/c.ts";
import { JAVA_PROGRAMS } from "./programs/java.ts";
import { GO_PROGRAMS } from "./programs/go.ts";
import { CSHARP_PROGRAMS } from "./programs/csharp.ts";
import { GROOVY_PROGRAMS } from "./programs/groovy.ts";
import { CLOJURE_PROGRAMS } from "./programs/clojure.ts";
import { DART_PROGRAMS } from "./programs/dart.ts";
import { JAVASCRIPT_PROGRAMS } from "./programs/javascript.ts";
import { LUA_PROGRAMS } from "./programs/lua.ts";
import { PERL_PROGRAMS } from "./programs/perl.ts";
import { KOTLIN_PROGRAMS } from "./programs/kotlin.ts";
import { PHP_PROGRAMS } from "./programs/php.ts";
import { POWERSHELL_PROGRAMS } from "./programs/powershell.ts";
import { PYTHON_PROGRAMS } from "./programs/python.ts";
import { RUBY_PROGRAMS } from "./programs/ruby.ts";
import { RUST_PROGRAMS } from "./programs/rust.ts";
import { SCALA_PROGRAMS } from "./programs/scala.ts";
import { SHELL_PROGRAMS } from "./programs/shell.ts";
import { VBSCRIPT_PROGRAMS } from "./programs/vbscript.ts";

/** The programs of every language, each by the name of its case. */
export const PROGRAMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  batch: BATCH_PROGRAMS,
  c: C_PROGRAMS,
  java: JAVA_PROGRAMS,
  go: GO_PROGRAMS,
  csharp: CSHARP_PROGRAMS,
  clojure: CLOJURE_PROGRAMS,
  dart: DART_PROGRAMS,
  javascript: JAVASCRIPT_PROGRAMS,
  lua: LUA_PROGRAMS,
  perl: PERL_PROGRAMS,
  kotlin: KOTLIN_PROGRAMS,
  groovy: GROOVY_PROGRAMS,
  php: PHP_PROGRAMS,
  powershell: POWERSHELL_PROGRAMS,
  python: PYTHON_PROGRAMS,
  ruby: RUBY_PROGRAMS,
  rust: RUST_PROGRAMS,
  scala: SCALA_PROGRAMS,
  shell: SHELL_PROGRAMS,
  vbscript: VBSCRIPT_PROGRAMS,
};

/**
 * The thirty cases that every language has a program for. Where a language cannot evaluate
 * text of its own, "runs code" is a shell command that it starts.
 */
export const CORE: readonly string[] = [
  "either of two values",
  "a branch that is not taken is read too",
  "an error that is swallowed hides nothing",
  "a loop that collects",
  "what runs only when somebody calls it",
  "a function that the file itself calls runs at load",
  "recursion comes to an end",
  "a loop without an end comes to an end",
  "runs code out of base64",
  "runs code out of hexadecimal",
  "runs code out of character codes",
  "runs code out of a text that is turned around",
  "runs code out of parts that are joined",
  "runs code out of three encodings one inside the other",
  "runs code out of a decoder that the program defines",
  "an alias of a function is that function",
  "a name that was given another value is what it was last",
  "data through a function's parameter",
  "data through what a function answers",
  "data inside a text",
  "data that is encoded on its way",
  "data by way of a file",
  "what was a secret and no longer is",
  "a secret that is read beside a request it has nothing to do with",
  "the whole environment is sent",
  "one harmless variable is not the environment",
  "a key in the home folder",
  "what was downloaded is run as code",
  "a file is downloaded, made executable and started",
  "the start of a shell is written",
];
