/**
 * Writes test/contract/openapi.json: GitHub's own OpenAPI description, cut down to the
 * operations and webhooks of test/contract/operations.ts. The package it comes from is
 * hundreds of megabytes, so it is fetched into a temporary folder and never installed.
 *
 *     node script/update-openapi.ts
 */
import { execFileSync } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { text } from "node:stream/consumers";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { OPERATIONS, WEBHOOKS } from "../test/contract/operations.ts";

const PACKAGE = "@octokit/openapi@23.0.2";
const DESCRIPTION = "package/generated/api.github.com.json";
const TARGET = new URL("../test/contract/openapi.json", import.meta.url);

// The casts below say what OpenAPI promises of this file's shape; a broken promise throws.
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Node = { [key: string]: Json };

/** Words of OpenAPI that explain and do not constrain. */
const PROSE = new Set(["description", "example", "examples", "externalDocs", "deprecated"]);

await main();

async function main(): Promise<void> {
  const description = await download();
  const operations = Object.keys(OPERATIONS).map((name) => [name, operation(description, name)]);
  const webhooks = Object.keys(WEBHOOKS).map((name) => [name, webhook(description, name)]);
  const kept = { ...Object.fromEntries(operations), ...Object.fromEntries(webhooks) } as Node;
  const schemas = reachable(description, kept);
  const pruned = {
    source: `${PACKAGE} ${DESCRIPTION}, MIT licence, © Octokit contributors`,
    operations: Object.fromEntries(operations) as Node,
    webhooks: Object.fromEntries(webhooks) as Node,
    components: { schemas },
  };
  await writeFile(TARGET, `${JSON.stringify(pruned, null, 1)}\n`);
  console.log(`wrote ${TARGET.pathname}: ${Object.keys(schemas).length} schemas`);
}

async function download(): Promise<Node> {
  const folder = await mkdtemp(join(tmpdir(), "openapi-"));
  try {
    execFileSync("npm", ["pack", PACKAGE, "--silent"], { cwd: folder, stdio: "ignore" });
    const [archive] = await readdir(folder);
    if (archive === undefined) throw new Error(`npm pack ${PACKAGE} left no archive`);
    return JSON.parse(await member(join(folder, archive), DESCRIPTION)) as Node;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function member(archive: string, name: string): Promise<string> {
  const entries = extract();
  let found: string | null = null;
  const reading = (async () => {
    for await (const entry of entries) {
      if (entry.header.name === name) found = await text(entry);
      else entry.resume();
    }
  })();
  await pipeline(createReadStream(archive), createGunzip(), entries);
  await reading;
  if (found === null) throw new Error(`${name} is not in ${archive}`);
  return found;
}

function operation(description: Node, name: string): Node {
  const [method = "", path = ""] = name.split(" ");
  const found = at(description, ["paths", path, method.toLowerCase()]);
  const parameters = (found["parameters"] as Node[]).map((parameter) => {
    const { name, in: place, required, schema } = resolve(description, parameter);
    return { name, in: place, required: required ?? false, schema: clean(schema ?? {}) } as Node;
  });
  const responses = Object.entries(found["responses"] as Node).map(([status, response]) => [
    status,
    clean(jsonSchema(resolve(description, response as Node))),
  ]);
  return {
    parameters,
    requestBody: clean(jsonSchema((found["requestBody"] ?? {}) as Node)),
    responses: Object.fromEntries(responses) as Node,
  };
}

function webhook(description: Node, name: string): Node {
  const key = name.replaceAll("_", "-").replace(".", "-");
  const found = at(description, ["x-webhooks", key, "post"]);
  return clean(jsonSchema(found["requestBody"] as Node)) as Node;
}

/** The schema of the JSON form of a request or response; null when it has none. */
function jsonSchema(message: Node): Json {
  const content = (message["content"] ?? {}) as Node;
  const json = content["application/json"] as Node | undefined;
  return json?.["schema"] ?? null;
}

function at(node: Node, keys: string[]): Node {
  return keys.reduce((inner, key) => {
    const next = inner[key];
    if (next === undefined) throw new Error(`no ${keys.join(" > ")} in the description`);
    return next as Node;
  }, node);
}

function resolve(description: Node, node: Node): Node {
  const reference = node["$ref"];
  return typeof reference === "string" ? at(description, reference.slice(2).split("/")) : node;
}

/** Drops prose, and turns OpenAPI's `nullable` into JSON Schema's null. */
function clean(node: Json): Json {
  if (Array.isArray(node)) return node.map(clean);
  if (node === null || typeof node !== "object") return node;
  const schema = Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => !isProse(key, value))
      .map(([key, value]) => [key, key === "enum" || key === "required" ? value : clean(value)]),
  );
  return schema["nullable"] === true ? nullable(schema) : schema;
}

/** A property may be called `description` too; only as a text is it prose. */
function isProse(key: string, value: Json): boolean {
  if (key.startsWith("x-")) return true;
  if (!PROSE.has(key)) return false;
  return key === "description" ? typeof value === "string" : !isSchema(value);
}

function isSchema(value: Json): boolean {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  return typeof value["type"] === "string" || typeof value["$ref"] === "string";
}

function nullable(marked: Node): Node {
  const schema = { ...marked };
  delete schema["nullable"];
  const values = schema["enum"];
  if (Array.isArray(values) && !values.includes(null)) schema["enum"] = [...values, null];
  if (typeof schema["type"] === "string") return { ...schema, type: [schema["type"], "null"] };
  return { anyOf: [schema, { type: "null" }] };
}

/** Every component schema that these nodes refer to, and those that they refer to. */
function reachable(description: Node, roots: Node): Node {
  const all = at(description, ["components", "schemas"]);
  const found = new Map<string, Json>();
  const open: Json[] = [roots];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const [, name = ""] of JSON.stringify(node).matchAll(/#\/components\/schemas\/([^"]+)/g)) {
      if (found.has(name)) continue;
      const schema = clean(all[name] ?? null);
      found.set(name, schema);
      open.push(schema);
    }
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
