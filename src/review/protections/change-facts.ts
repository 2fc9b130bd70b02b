import type { ChangedFile } from "../../model/change.ts";
import type { Fact } from "../../model/fact.ts";
import type { UnderstoodSide } from "../side/understand.ts";
import { triggersOfFile } from "../compare/subjects.ts";
import { changedLines, type ChangedLines } from "./changed-lines.ts";
import type { Places } from "../code/places.ts";
import type { ReadFile } from "../executions/unit.ts";
import type { Change } from "./change.ts";
import { documentedInstallers } from "./documented-installer.ts";
import { doors, doorsByDigest } from "./doors.ts";
import { newAddresses } from "./new-addresses.ts";
import { newProxies } from "./new-proxy.ts";
import { otherHosts } from "./other-host.ts";
import { plantedLines } from "./planted-lines.ts";
import { replacedConstants } from "./replaced.ts";
import { lostVerification } from "./verification.ts";
import { voidChecks } from "./void-checks.ts";

/**
 * Adds to the head what only a comparison shows about code that was there before: a protection
 * that is gone, a door for one constant, a constant that stands for somebody else now, and an
 * address that nobody here knew.
 */
export function addProtectionFacts(
  base: UnderstoodSide,
  head: UnderstoodSide,
  changes: readonly ChangedFile[],
  places: Places,
): void {
  for (const change of changes) {
    const before = base.files.get(change.previousPath ?? change.path);
    const after = head.files.get(change.path);
    const [whole, ...rest] = after?.units ?? [];
    const [was, now] = [before?.text ?? null, after?.text ?? null];
    if (now === null || after === undefined || whole === undefined) continue;
    if (runsInTestsOnly(change.path, head)) continue;
    const facts = [
      ...(was === null ? [] : compared(was, now, change.path, places)),
      ...(isPage(change.path) ? newAddresses(was ?? "", scriptsOnly(now), places) : []),
      ...(isProgram(after)
        ? [...newAddresses(was ?? "", now, places), ...plantedLines(was ?? "", now, change.path)]
        : []),
    ].map(factOf);
    if (facts.length === 0) continue;
    const units = [{ ...whole, facts: [...whole.facts, ...facts] }, ...rest];
    head.files.set(change.path, { ...after, units });
  }
}

/** Code, or a document that holds commands; not one that names addresses for people. */
function isProgram({ path, language, units }: ReadFile): boolean {
  if (/(?:^|\/)CMakeLists\.txt$/.test(path)) return true;
  const forPeople =
    /\.(?:json|jsonc|json5|toml|lock|xml|[a-z]*proj|html?|md|mdx|rst|txt|ipynb|svg|css)$/i;
  return !forPeople.test(path) && (language !== null || units.length > 1);
}

/** A page that visitors open. */
function isPage(path: string): boolean {
  return /\.(?:html?|xhtml|phtml|erb|ejs|twig|hbs|liquid|njk|cshtml|jsp|astro)$/i.test(path);
}

/** A page's lines that bring programs or other pages along; the others stay as empty lines. */
function scriptsOnly(text: string): string {
  const brings = /<(?:script|iframe|embed|object)\b[^>]{0,300}\s(?:src|data)\s{0,3}=/i;
  return text
    .split("\n")
    .map((line) => (brings.test(line) ? line : ""))
    .join("\n");
}

/** What only tests load says nothing about the product; what nothing is known to load may. */
function runsInTestsOnly(path: string, head: UnderstoodSide): boolean {
  const triggers = triggersOfFile(path, head);
  return triggers.size > 0 && [...triggers].every((trigger) => trigger === "test");
}

/** Prose shows how a check is switched off, and other people's hosts, without doing anything. */
const GUIDE = /(?:^|\/)(?:README|INSTALL)(?:\.txt)?$|\.(?:md|mdx|markdown|rst|adoc)$/i;

/** What a guide says of installing has a meaning only where it names another installer. */
function comparedGuide(lines: ChangedLines, installers: readonly Change[]): Change[] {
  return [...installers, ...lostVerification(lines)];
}

function compared(before: string, after: string, path: string, places: Places): Change[] {
  const lines = changedLines(before, after);
  if (lines === null) return [];
  const installers = documentedInstallers(lines, { path, before, places });
  if (GUIDE.test(path)) return installers.length === 0 ? [] : comparedGuide(lines, installers);
  return [
    ...replacedConstants(lines),
    ...lostVerification(lines),
    ...doors(lines, after, path),
    ...doorsByDigest(lines),
    ...installers,
    ...otherHosts(lines, { before, after, places }),
    ...newProxies(lines, { before, places }),
    ...voidChecks(before, after),
  ];
}

function factOf({ name, value, line }: Change): Fact {
  return { kind: "setting", name, value, at: { line, endLine: line } };
}
