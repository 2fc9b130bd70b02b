import type { Analysis, EvaluatedCall, Frame } from "./analysis.ts";
import { runEmbedded } from "./embedded.ts";
import { only, onlyText, textOrPrefix, type Value } from "./value.ts";

/** Files that start by themselves and are no commands of a shell. */
const STARTED_AS: readonly [RegExp, string][] = [
  [/\.py[w]?$|\.pth$/i, "python"],
  [/\.php$/i, "php"],
  [/\.ps1$/i, "powershell"],
  [/\.(?:bat|cmd)$/i, "batch"],
  [/\.js$/i, "javascript"],
];

/** What is put where something starts is run by that later: mostly by a shell. */
export function runStartup(
  data: readonly Value[],
  target: string | null,
  call: EvaluatedCall,
  frame: Frame,
  analysis: Analysis,
): void {
  const [, language] = STARTED_AS.find(([name]) => name.test(target ?? "")) ?? [null, "shell"];
  for (const value of data) {
    const text = onlyText(value) ?? "";
    if (/\s/.test(text)) runEmbedded(language, value, frame, call.at, analysis);
  }
}

/** What a call writes, as far as it is known: where it ends says little. */
export function writtenText(data: readonly Value[]): string | null {
  const inside = data.flatMap((value) =>
    value.boxes.flatMap((box) => [...box.fields.values(), ...(box.items ?? []).slice(0, 100)]),
  );
  const texts = [...data, ...inside].flatMap((value) => {
    const known = only(value);
    if (known instanceof Uint8Array) return Buffer.from(known).toString("utf8");
    const bytes = value.boxes[0]?.items?.map(only).filter((each) => typeof each === "number");
    if (bytes !== undefined && bytes.length > 8)
      return Buffer.from(bytes.slice(0, 2000)).toString();
    const some = value.known.filter((each) => typeof each === "string");
    return textOrPrefix(value) ?? (some.length > 0 ? some.join("\n") : []);
  });
  return texts.length === 0 ? null : texts.join(" ").slice(0, 2000);
}
