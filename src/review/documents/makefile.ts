import type { Trigger } from "../../model/trigger.ts";
import type { DocumentReading } from "./document.ts";
import { folderOf } from "./paths.ts";
import { createNotes, type Notes } from "./reading.ts";

interface Rule {
  targets: string[];
  needs: string[];
  /** A command on the rule's own line, behind a semicolon. */
  inline: string;
  line: number;
  /** Recipe lines; the first stands on the line after the rule's own. */
  recipe: string[];
}

const TRIGGERS: ReadonlyMap<string, Trigger> = new Map<string, Trigger>([
  ["test", "test"],
  ["check", "test"],
  ["tests", "test"],
  ["install", "install"],
  ["all", "build"],
  ["build", "build"],
  ["release", "release"],
  ["publish", "release"],
]);

/**
 * `Makefile`: each target is shell code that first makes what it needs, named `make x`; the
 * first one is also `make`. What `$(shell …)` and `!=` run, runs with every target.
 */
export function readMakefile(text: string, path: string): DocumentReading {
  const notes = createNotes();
  const { rules, environment } = rulesOf(text);
  const around = { folder: folderOf(path), environment };
  const first = rules.find((rule) => rule.targets.some((target) => !/^\.|%/.test(target)));
  for (const rule of rules) {
    const needs = rule.needs.length === 0 ? ":" : `make ${rule.needs.join(" ")}`;
    const code = [rule.inline === "" ? needs : `${needs}; ${rule.inline}`, ...rule.recipe];
    const text = code.map(asShell).join("\n");
    for (const target of rule.targets.slice(0, 50)) {
      const trigger = rule === first ? "build" : (TRIGGERS.get(target) ?? null);
      notes.code(
        { language: "shell", text, trigger, name: `make ${target}`, ...around },
        rule.line,
      );
    }
    if (rule === first)
      notes.code({ language: "shell", text, trigger: "build", name: "make", ...around }, rule.line);
  }
  noteParseTime(text, around.folder, notes);
  return notes.reading(null);
}

function rulesOf(text: string): { rules: Rule[]; environment: Map<string, string> } {
  const rules: Rule[] = [];
  const environment = new Map<string, string>();
  let open: Rule | null = null;
  for (const [index, line] of text.split("\n").entries()) {
    if (line.startsWith("\t") && open !== null) {
      // Lines between keep their place, so that the code's lines are the file's.
      while (open.line + open.recipe.length < index) open.recipe.push("");
      open.recipe.push(line.slice(1));
      continue;
    }
    if (/^\s*(?:#|$)/.test(line)) continue;
    const variable = /^\s*(?:export\s+|override\s+)*([\w.-]+)\s*(?::{0,3}|\?|\+)=\s*(.*)$/.exec(
      line,
    );
    if (variable !== null) {
      environment.set(variable[1] ?? "", asShell(variable[2] ?? "").trim());
      open = null;
      continue;
    }
    open = ruleOf(line, index + 1);
    if (open !== null) rules.push(open);
  }
  return { rules, environment };
}

function ruleOf(line: string, number: number): Rule | null {
  const colon = line.indexOf(":");
  if (colon <= 0 || /^\s/.test(line)) return null;
  const names = line.slice(0, colon);
  const [after = "", inline = ""] = splitOnce(line.slice(colon + 1).replace(/^:/, ""), ";");
  if (/[#=]/.test(names) || after.startsWith("=") || after.includes("=")) return null;
  const needs = after.replace(/#.*/, "").replace("|", " ");
  const targets = words(names);
  if (targets.includes(".PHONY")) return null;
  const wanted = words(needs).filter((word) => /^[\w./-]+$/.test(word));
  return { targets, needs: wanted, inline, line: number, recipe: [] };
}

function splitOnce(text: string, sign: string): string[] {
  const at = text.indexOf(sign);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "" && word !== "\\");
}

/** Make's variables and prefixes in the words of a shell. */
function asShell(line: string): string {
  return line
    .replace(/^[@+-]+\s*/, "")
    .replace(/\$\(shell\s/g, "$(")
    .replace(/(?<!\$)\$\(([\w.-]+)\)/g, (_, name: string) => `\${${name.replaceAll(/[.-]/g, "_")}}`)
    .replace(/\$\$/g, "$");
}

function noteParseTime(text: string, folder: string, notes: Notes): void {
  for (const [index, line] of text.split("\n").entries()) {
    if (line.startsWith("\t")) continue;
    const shell = line.indexOf("$(shell ");
    const assigned = /^\s*[\w.-]+\s*!=\s*(.*)$/.exec(line)?.[1];
    const command = assigned ?? (shell === -1 ? null : insideOf(line, shell + "$(shell ".length));
    if (command === null) continue;
    notes.code(
      {
        language: "shell",
        text: asShell(command),
        trigger: "build",
        name: `make line ${index + 1}`,
        folder,
      },
      index + 1,
    );
  }
}

/** The text up to the bracket that closes the one before `from`. */
function insideOf(line: string, from: number): string {
  let depth = 1;
  for (let at = from; at < line.length; at += 1) {
    if (line.charAt(at) === "(") depth += 1;
    if (line.charAt(at) === ")") depth -= 1;
    if (depth === 0) return line.slice(from, at);
  }
  return line.slice(from);
}
