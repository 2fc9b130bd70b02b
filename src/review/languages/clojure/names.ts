import type { Span } from "../../../model/span.ts";
import type { Expression } from "../../code/program.ts";
import { memberAt, nameAt } from "../lowered.ts";
import { usualName } from "../outline/jvm.ts";
import type { Form } from "./forms.ts";

/** What `ns`, `require` and `import` say about the names of a file. */
export interface Names {
  /** Namespaces by the name that stands before the slash. */
  aliases: Map<string, string>;
  /** Full names of what goes by its bare name: functions and classes. */
  refers: Map<string, string>;
}

/** Notes what `(:require [a.b :as c :refer [d]])` and `(:import (java.net URL))` bring in. */
export function noteImports(forms: readonly Form[], names: Names): void {
  for (const form of forms) {
    if (form.kind === "list" || form.kind === "vector") {
      noteOne(form.items, names);
      noteImports(form.items, names);
    } else if (form.kind === "symbol" && /\.[A-Z]\w*$/.test(form.text)) {
      names.refers.set(form.text.slice(form.text.lastIndexOf(".") + 1), form.text);
    }
  }
}

function noteOne([first, ...rest]: readonly Form[], { aliases, refers }: Names): void {
  if (first?.kind !== "symbol") return;
  for (const [index, each] of rest.entries()) {
    const value = rest[index + 1];
    if (each.kind === "symbol" && /^[A-Z]/.test(each.text)) {
      refers.set(each.text, `${first.text}.${each.text}`);
    }
    if (each.kind !== "keyword" || value === undefined) continue;
    if (/^as(?:-alias)?$/.test(each.text) && value.kind === "symbol") {
      aliases.set(value.text, first.text);
    }
    const listed = value.kind === "vector" || value.kind === "list" ? value.items : [];
    if (!/^(?:refer|only)$/.test(each.text)) continue;
    for (const name of listed) {
      if (name.kind === "symbol") refers.set(name.text, `${first.text}/${name.text}`);
    }
  }
}

/** What a symbol means: a name of the file, a function of a namespace, a member of a class. */
export function symbolOf(text: string, at: Span, names: Names): Expression {
  const full = names.refers.get(text) ?? text;
  const slash = full.indexOf("/");
  if (slash > 0) {
    const space = full.slice(0, slash);
    const member = full.slice(slash + 1);
    if (/(?:^|\.)[A-Z]\w*$/.test(space))
      return memberAt(nameAt(usual(space, names), at), member, at);
    return nameAt(`${names.aliases.get(space) ?? space}/${member}`, at);
  }
  return nameAt(/(?:^|\.)[A-Z]\w*$/.test(full) ? usual(full, names) : full, at);
}

/** The name under which the vocabulary knows a class. */
export function usual(name: string, { refers }: Names): string {
  return usualName(name, refers);
}
