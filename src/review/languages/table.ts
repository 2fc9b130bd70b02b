import { BATCH } from "./batch/batch.ts";
import { C } from "./c/c.ts";
import { JAVA } from "./java/java.ts";
import { GO } from "./go/go.ts";
import { CLOJURE } from "./clojure/clojure.ts";
import { CSHARP } from "./csharp/csharp.ts";
import { GROOVY } from "./groovy/groovy.ts";
import { DART } from "./dart/dart.ts";
import { JAVASCRIPT } from "./javascript/javascript.ts";
import { KOTLIN } from "./kotlin/kotlin.ts";
import type { Language } from "./language.ts";
import { LUA } from "./lua/lua.ts";
import { PERL } from "./perl/perl.ts";
import { PHP } from "./php/php.ts";
import { PYTHON } from "./python/python.ts";
import { POWERSHELL } from "./powershell/powershell.ts";
import { RUBY } from "./ruby/ruby.ts";
import { RUST } from "./rust/rust.ts";
import { SCALA } from "./scala/scala.ts";
import { SHELL } from "./shell/shell.ts";
import { VBSCRIPT } from "./vbscript/vbscript.ts";

/** Every language that is read as code, by name. */
export const LANGUAGES: ReadonlyMap<string, Language> = new Map(
  [
    BATCH,
    C,
    JAVA,
    GO,
    CSHARP,
    CLOJURE,
    DART,
    JAVASCRIPT,
    LUA,
    PERL,
    KOTLIN,
    GROOVY,
    PHP,
    PYTHON,
    POWERSHELL,
    RUBY,
    RUST,
    SCALA,
    SHELL,
    VBSCRIPT,
  ].map((language) => [language.name, language]),
);

const HOOK = /(?:^|\/)(?:\.husky|\.?git-?hooks)\/[a-z-]+$/;

/** The language of a file by its extension, else by its `#!` line. */
export function languageOf(path: string, interpreter: string | null): Language | null {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const extension = name.includes(".") ? name.slice(name.lastIndexOf(".") + 1).toLowerCase() : "";
  for (const language of LANGUAGES.values()) {
    if (language.extensions.includes(extension)) return language;
    if (language.names?.includes(name) === true) return language;
  }
  for (const language of LANGUAGES.values()) {
    if (language.named?.test(name) === true) return language;
  }
  // Hooks of git have no extension, and some managers start them with sh whatever they say.
  if (interpreter === null && HOOK.test(path)) return SHELL;
  if (interpreter === null) return null;
  for (const language of LANGUAGES.values()) {
    if (language.interpreters.includes(interpreter)) return language;
  }
  return null;
}
