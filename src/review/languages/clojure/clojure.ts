import { fileOfClass } from "../java/skim.ts";
import { operateJava } from "../java/operate.ts";
import type { Language } from "../language.ts";
import { usualName } from "../outline/jvm.ts";
import { CLOJURE_FOLDS } from "./folds.ts";
import { formsOf } from "./forms.ts";
import { lowerFile } from "./lower.ts";

const REQUIRED = /\[([a-z][\w.-]{1,200})\s{1,20}:(?:as|refer)\b/g;
/** What a file requires stands at its top. */
const HEAD = 100_000;

/** The file of a namespace: `a.b-c` is in `a/b_c.clj`. */
function fileOf(name: string): string {
  return `${name.replaceAll(".", "/").replaceAll("-", "_")}.clj`;
}

/** Clojure, with the build files of Leiningen and its own tools, and scripts of Babashka. */
export const CLOJURE: Language = {
  name: "clojure",
  extensions: ["clj", "cljs", "cljc", "bb", "boot", "edn"],
  interpreters: ["clojure", "clj", "bb", "boot", "lumo", "planck", "nbb"],
  skim: (text) =>
    [...text.slice(0, HEAD).matchAll(REQUIRED)].map((match) => fileOf(match[1] ?? "")),
  read: (text, _, depth) => {
    const plain = text.startsWith("#!") ? `;${text}` : text;
    return { program: { body: lowerFile(formsOf(plain, depth)) }, recovered: false };
  },
  traits: {
    name: "clojure",
    globals: [],
    folds: CLOJURE_FOLDS,
    free: (name) => name,
    operate: operateJava,
    module: (name) => ({
      api: usualName(name, new Map()),
      file: name.endsWith(".clj") ? name : fileOfClass(name),
    }),
  },
};
