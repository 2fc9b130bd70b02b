import type { Span } from "../../../model/span.ts";
import type { Expression, Statement } from "../../code/program.ts";
import type { SyntaxNode } from "../syntax.ts";
import { callAt, constantAt, statementOf } from "../lowered.ts";

const GENERATE = /^\/\/go:generate[ \t]+(.*)$/;

/** The commands that `go generate` runs; they stand in comments at the beginning of a line. */
export function commandsOf(tree: SyntaxNode): Statement[] {
  return commentsIn(tree)
    .filter((node) => node.at.column === 1)
    .flatMap((node) => {
      const command = GENERATE.exec(node.text)?.[1];
      return command === undefined ? [] : [run("#generate", command, node.at)];
    });
}

/** Every comment outside of functions, and inside: `go generate` does not care. */
function commentsIn(tree: SyntaxNode): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  const pending = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === "comment") out.push(node);
    else pending.push(...node.children);
  }
  return out.sort((a, b) => a.start - b.start);
}

function run(name: string, command: string, at: Span): Statement {
  return statementOf(callAt(name, [constantAt(command, at)], at));
}

/** Calls in the C text before `import "C"` that start a program by a constant text. */
const STARTS = /\b(?:system|popen)[ \t]{0,8}\([ \t]{0,8}"((?:[^"\\\n]|\\.){1,4000})"/g;

/** What the C text before `import "C"` starts; its functions run when Go calls them. */
export function preambleCalls(tree: SyntaxNode): Statement[] {
  return preambles(tree).flatMap((node) =>
    [...node.text.matchAll(STARTS)].map((match) => {
      const before = node.text.slice(0, match.index).split("\n").length - 1;
      const line = node.at.line + before;
      const text = (match[1] ?? "").replace(/\\(["\\])/g, "$1");
      return run("#C.system", text, { line, endLine: line });
    }),
  );
}

function preambles(tree: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  tree.children.forEach((node, index) => {
    if (node.type !== "import_declaration" || !/"C"/.test(node.text)) return;
    for (let at = index - 1; tree.children[at]?.type === "comment"; at -= 1) {
      const comment = tree.children[at];
      if (comment !== undefined) found.unshift(comment);
    }
  });
  return found;
}

/** What `//go:embed` names, by the line of the directive. */
export function embedsOf(tree: SyntaxNode): Map<number, string[]> {
  const lines = new Map<number, string[]>();
  for (const { text, at } of commentsIn(tree)) {
    const files = /^\/\/go:embed[ \t]+(.*)$/.exec(text)?.[1];
    if (files === undefined) continue;
    const names = files.trim().split(/[ \t]+/);
    lines.set(
      at.line,
      names.map((name) => name.replace(/^(?:all:)?["`]?(?:all:)?|["`]$/g, "")),
    );
  }
  return lines;
}

/** Files whose content the compiler puts into the variable declared below the directive. */
export function embeddedFiles(
  spec: SyntaxNode,
  embeds: ReadonlyMap<number, string[]>,
): Expression[] {
  const out: Expression[] = [];
  for (let line = spec.at.line - 1; embeds.has(line); line -= 1) {
    out.push(...(embeds.get(line) ?? []).map((name) => constantAt(name, spec.at)));
  }
  return out;
}
