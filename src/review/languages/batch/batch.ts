import type { Reading, Statement } from "../../code/program.ts";
import { combine } from "../arithmetic.ts";
import type { Grammars } from "../grammars.ts";
import type { Language } from "../language.ts";
import { SHELL_FILTERS } from "../shell/filters.ts";
import { lowerCommand } from "./lower-command.ts";
import { callLabel, jumps, lowerGroup, lowerRun, lowerStatement } from "./lower-nodes.ts";
import { BATCH_FOLDS } from "./folds.ts";
import { noFiles, programName, type Lowering } from "./lowering.ts";
import { readNodes } from "./read-nodes.ts";
import { BATCH_SCOPE } from "./read-variable.ts";
import { AGAIN, createSource, partOf, type Source } from "./source.ts";
import type { Node } from "./tree.ts";

/** Scripts of the Windows command line. */
export const BATCH: Language = {
  name: "batch",
  extensions: ["bat", "cmd"],
  interpreters: [],
  read: readBatch,
  traits: {
    name: "batch",
    globals: [BATCH_SCOPE],
    folds: BATCH_FOLDS,
    filters: SHELL_FILTERS,
    free: apiOf,
    operate: combine,
    argumentsName: "%*",
    module: (name) => ({ api: name, file: name }),
  },
};

/** Variables that `cmd.exe` itself sets: no part of the environment that anybody gave. */
const OWN = new Set(
  `CD DATE TIME RANDOM ERRORLEVEL CMDCMDLINE CMDEXTVERSION HOMEDRIVE PATH PATHEXT PROMPT OS
  NUMBER_OF_PROCESSORS PROCESSOR_ARCHITECTURE PROCESSOR_ARCHITEW6432 ERRLEVEL`.split(/\s+/),
);

function apiOf(name: string): string | null {
  if (name.startsWith("%")) {
    const variable = name.slice(1);
    return /^[A-Z_(][\w.()]*$/.test(variable) && !OWN.has(variable) ? `env.${variable}` : null;
  }
  if (name.startsWith("path:") || name.startsWith("#")) return name;
  return name.startsWith(":") ? null : programName(name);
}

function readBatch(text: string, _: Grammars, limit: number): Reading {
  const source = createSource(text, limit);
  const nodes = readNodes(source);
  const lowering = createLowering(source);
  const body = assemble(nodes, lowering);
  // A line that is read again belongs to a program that has begun.
  const first = nodes[0]?.at ?? { line: 1, endLine: 1 };
  const start = text.startsWith(AGAIN) ? [] : [noFiles(first)];
  return { program: { body: [...start, ...body] }, recovered: false };
}

/** Command lines inside of one another: nobody needs more. */
const INNER = 16;

function createLowering(source: Source): Lowering {
  let made = 0;
  const lowering: Lowering = {
    source,
    run: (node, input) => lowerRun(node, input, lowering),
    group: (nodes, input) => lowerGroup(nodes, input, lowering),
    statements: (nodes, out) => nodes.flatMap((node) => lowerStatement(node, out, lowering)),
    command: (node, input) => lowerCommand({ node, input, at: node.at }, lowering),
    read: (from, end, { loops, inner }) => {
      if (inner >= INNER) throw new RangeError(`nests deeper than ${INNER} command lines`);
      return readNodes({ ...partOf(source, from, end), loops, inner: inner + 1 });
    },
    fresh: () => `#${(made += 1)}`,
  };
  return lowering;
}

interface Section {
  label: string | null;
  nodes: Node[];
}

/**
 * The program up to its first certain end, and a function for what stands behind each label:
 * what runs on into the next label calls it.
 */
function assemble(nodes: readonly Node[], to: Lowering): Statement[] {
  const sections: Section[] = [{ label: null, nodes: [] }];
  for (const node of nodes) {
    if (node.kind === "label") sections.push({ label: node.name, nodes: [] });
    else sections.at(-1)?.nodes.push(node);
  }
  const bodies = sections.map((section) => to.statements(section.nodes, null));
  const ends = sections.map((section) => section.nodes.some(jumps));
  const last = ends.indexOf(true);
  const main = bodies.slice(0, last < 0 ? bodies.length : last + 1).flat();
  const functions = sections.flatMap(({ label, nodes: own }, index): Statement[] => {
    if (label === null) return [];
    const at = own[0]?.at ?? { line: 1, endLine: 1 };
    const next = ends[index] === true ? undefined : sections[index + 1]?.label;
    const goesOn: Statement[] =
      next === undefined || next === null
        ? []
        : [{ kind: "expression", value: callLabel(next, at), at }];
    const made = {
      name: `:${label}`,
      parameters: ["%*"],
      defaults: [null],
      rest: true,
      self: null,
      body: [...(bodies[index] ?? []), ...goesOn],
      at,
    };
    return [{ kind: "function", function: made, at }];
  });
  return [...functions, ...main];
}
