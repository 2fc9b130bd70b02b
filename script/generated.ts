import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format } from "prettier";
import { COMMAND_TABLE } from "../src/execution/command-table.ts";
import { effectivePolicy } from "../src/policy-layers.ts";
import { policyJsonSchema } from "../src/policy.ts";
import { rulePages } from "./generated-rule-pages.ts";
import { coverageTables, readCoverage } from "./generated-coverage.ts";

/** Writes the files that are made from code: `node script/generated.ts`. A test holds them current. */

const ROOT = join(import.meta.dirname, "..");

/** The generated files by path, as they should be; documents keep what is around the marks. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const schema = JSON.stringify(policyJsonSchema());
  files.set(
    "schema/gatehouse.schema.json",
    await format(schema, { parser: "json", printWidth: 100 }),
  );
  files.set("docs/commands.md", await between("docs/commands.md", commandTable()));
  files.set("docs/policy.md", await between("docs/policy.md", keyTable()));
  const coverage = coverageTables(await readCoverage(ROOT));
  files.set("docs/coverage.md", await between("docs/coverage.md", coverage));
  for (const [path, page] of await rulePages(ROOT)) files.set(path, page);
  return files;
}

async function between(path: string, table: string): Promise<string> {
  const text = await readFile(join(ROOT, path), "utf8");
  const [start, end] = ["<!-- generated -->", "<!-- end of generated -->"];
  const [before, after] = [text.split(start)[0], text.split(end)[1]];
  if (before === undefined || after === undefined) throw new Error(`${path} has no marks`);
  const whole = `${before}${start}\n\n${table}\n\n${end}${after}`;
  return format(whole, { parser: "markdown", printWidth: 100 });
}

function commandTable(): string {
  const rows = COMMAND_TABLE.map(({ usage, says, role }) => `| \`${usage}\` | ${role} | ${says} |`);
  return ["| Command | Role | What it does |", "| --- | --- | --- |", ...rows].join("\n");
}

function keyTable(): string {
  const defaults = new Map(effectivePolicy({}).keys.map(({ key, value }) => [key, value]));
  const rows = keysOf(policyJsonSchema(), "").map(({ key, values, says }) => {
    const standard = defaults.has(key) ? `\`${JSON.stringify(defaults.get(key))}\`` : "";
    return `| \`${key}\` | ${values} | ${standard} | ${says} |`;
  });
  return ["| Key | Values | Default | What it says |", "| --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
}

interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  description?: string;
  format?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
}

function keysOf(schema: Schema, prefix: string): { key: string; values: string; says: string }[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const key = prefix + name;
    const row = { key, values: valuesOf(inner), says: inner.description ?? "" };
    const map = inner.additionalProperties;
    const below = [
      ...keysOf(inner, `${key}.`),
      ...(inner.items === undefined ? [] : keysOf(inner.items, `${key}[].`)),
      ...(typeof map === "object" ? keysOf(map, `${key}.<name>.`) : []),
    ];
    return [row, ...below];
  });
}

function valuesOf(schema: Schema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined)
    return schema.enum.map((value) => `\`${String(value)}\``).join(", ");
  if (schema.format === "date") return "date";
  if (schema.type === "object") return "map";
  if (schema.type === "array") return schema.items?.type === "string" ? "list of texts" : "list";
  return (
    { boolean: "true, false", integer: "whole number", number: "number" }[schema.type ?? ""] ??
    "text"
  );
}

if (import.meta.main) {
  for (const [path, content] of await generatedFiles()) await writeFile(join(ROOT, path), content);
}
