import { usualClass } from "../java/imports.ts";

/** Packages beside those of Java's libraries whose classes go by their simple names. */
const LIBRARIES =
  /^(?:kotlin|kotlinx|io\.ktor|android|androidx|scala|akka|org\.apache\.pekko|sttp|requests|os|zio|cats|fs2|org\.http4s|play|sbt|groovyx|groovy|org\.gradle|hudson|jenkins|khttp|com\.github\.kittinunf|dispatch|scalaj|better|org\.json)\./;

/** The name under which the vocabulary of the JVM knows a class or a function. */
export function usualName(name: string, imports: ReadonlyMap<string, string>): string {
  const [head = "", ...rest] = name.split(".");
  const full = [imports.get(head) ?? head, ...rest].join(".");
  if (LIBRARIES.test(full)) return full.replace(/^(?:[a-z_]\w*\.)+(?=\w)/, "");
  if (!/(?:^|\.)[A-Z]/.test(full)) return full.slice(full.lastIndexOf(".") + 1);
  const all = { package: "", classes: imports, members: new Map(), memberClasses: [] };
  return usualClass(name, all);
}

/** Properties of Java's classes, and the methods that they are. */
export const GETTERS: ReadonlyMap<string, string> = new Map(
  "inputStream outputStream errorStream content runtime localHost hostName systemClipboard parameterMap queryString requestBody declaredMethods classLoader property resources"
    .split(" ")
    .map((name): [string, string] => [
      name,
      `get${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
    ]),
);

const IMPORT = /^[ \t]{0,40}import[ \t]{1,8}([\w.]{1,300})/gm;
const HEAD = 200_000;

/** The classes that a text imports. */
export function skimImports(text: string): string[] {
  return [...new Set([...text.slice(0, HEAD).matchAll(IMPORT)].map((match) => match[1] ?? ""))];
}
