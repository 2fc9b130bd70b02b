import type { Program, SandboxRun } from "../../model/sandbox-run.ts";
import { type Html, html } from "./page.ts";

/** What a run started, as a tree: who started whom, as the tracer saw it. */
export function programTree({ processes }: SandboxRun): Html {
  const heading = html`<h2>What it started</h2>`;
  if (processes === null) {
    return html`${heading}
      <p class="none">No tracer followed this run, so nobody saw its processes start.</p>`;
  }
  const { shown, started } = processes;
  return html`${heading}
    <p class="quiet">
      ${started} programs, of which ${shown.length} stand here: the first, and those that did
      something that is told.
    </p>
    ${branches(childrenOf(shown), 0)}`;
}

/** Each program hangs on one that stands before it, so that no claim makes a circle. */
function childrenOf(shown: readonly Program[]): ReadonlyMap<number, readonly Program[]> {
  const before = new Set<number>();
  const children = new Map<number, Program[]>();
  for (const program of shown) {
    if (before.has(program.node)) continue;
    const parent = before.has(program.parent) ? program.parent : 0;
    children.set(parent, [...(children.get(parent) ?? []), program]);
    before.add(program.node);
  }
  return children;
}

function branches(children: ReadonlyMap<number, readonly Program[]>, of: number): Html {
  const some = children.get(of) ?? [];
  if (some.length === 0) return html``;
  return html`<ul class="tree">
    ${some.map(
      ({ node, pid, command }) =>
        html`<li>
          <code>${command}</code>
          <span class="quiet">process ${pid}</span> ${branches(children, node)}
        </li>`,
    )}
  </ul>`;
}
