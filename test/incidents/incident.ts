import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { ReviewLimits } from "../../src/model/review-request.ts";
import type { Review } from "../../src/model/review.ts";
import type { Knowledge } from "../../src/review/knowledge.ts";
import { review } from "../../src/review/review.ts";
import {
  commitId,
  memoryCommits,
  treeFromFolder,
  type MemoryTree,
} from "../fakes/memory-commits.ts";

/**
 * What git holds and a folder cannot, or may not: links, modes, and files such as
 * `.gitattributes` that would act on this repository itself. Added to the folder's files.
 */
const Entry = z.union([
  z.string(),
  z.strictObject({ mode: z.enum(["100644", "100755", "120000", "160000"]), content: z.string() }),
  z.strictObject({ base64: z.string() }),
]);
const Entries = z.record(z.string(), Entry);

/** `incident.yml`: what happened, told from public descriptions, and what a review must say. */
const IncidentFile = z.strictObject({
  name: z.string().min(1),
  /** When it happened: year, year and month, or the day. */
  date: z.string().regex(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/),
  source: z.string().min(1),
  description: z.string().min(80),
  /** What the first sentence must hold: which file, when it runs, what it would do. */
  sentence: z.strictObject({ path: z.string(), trigger: z.string(), action: z.string() }),
  /** Why the twin's change to the same files is honest. */
  honest: z.string().min(20),
  /** Text around the incident's change, where the attack used it. */
  text: z
    .strictObject({
      title: z.string().default(""),
      branch: z.string().default(""),
      body: z.string().default(""),
    })
    .default({ title: "", branch: "", body: "" }),
  entries: z
    .strictObject({ base: Entries, head: Entries, twin_base: Entries, twin_head: Entries })
    .partial()
    .default({}),
});
type IncidentFile = z.infer<typeof IncidentFile>;

/** One change to review: two trees and the text around them. */
export interface IncidentChange {
  base: MemoryTree;
  head: MemoryTree;
  text: { title: string; branch: string; body: string };
}

/** One real incident and its honest twin. */
export interface Incident extends Pick<IncidentFile, "name" | "sentence"> {
  folder: string;
  attack: IncidentChange;
  twin: IncidentChange;
}

/** Reads every incident below a folder, one folder each. */
export function incidentsIn(folder: string): Incident[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => readIncident(join(folder, entry.name), entry.name))
    .sort((a, b) => a.folder.localeCompare(b.folder));
}

function readIncident(path: string, folder: string): Incident {
  const { name, sentence, text, entries } = IncidentFile.parse(
    parse(readFileSync(join(path, "incident.yml"), "utf8")),
  );
  const tree = (part: string, extra: z.infer<typeof Entries> = {}) => ({
    ...(existsSync(join(path, part)) ? treeFromFolder(join(path, part)) : {}),
    ...toTree(extra),
  });
  const quiet = { title: "", branch: "", body: "" };
  return {
    folder,
    name,
    sentence,
    attack: {
      base: tree("base", entries.base),
      head: tree("head", entries.head),
      text,
    },
    twin: {
      base: tree("twin/base", entries.twin_base),
      head: tree("twin/head", entries.twin_head),
      text: quiet,
    },
  };
}

function toTree(entries: z.infer<typeof Entries>): MemoryTree {
  const tree: MemoryTree = {};
  for (const [path, entry] of Object.entries(entries)) {
    if (typeof entry === "string") tree[path] = entry;
    else tree[path] = "base64" in entry ? Buffer.from(entry.base64, "base64") : entry;
  }
  return tree;
}

/** Reviews the change of an incident or of its twin. */
export async function reviewIncident(
  change: IncidentChange,
  knowledge: Knowledge,
): Promise<Review> {
  const base = commitId("a");
  const head = commitId("b");
  return review(
    memoryCommits({ [base]: change.base, [head]: change.head }),
    {
      mergeBases: [base],
      head,
      text: { ...change.text, commitMessages: [] },
      limits: ReviewLimits.parse({}),
    },
    knowledge,
  );
}
