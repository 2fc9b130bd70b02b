// Serves the packages of the mirror on loopback and runs a package manager against it.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { openRegistry } from "./registry.mjs";

// `--scoped-registries PREFIX`: also a setting `PREFIX@scope:registry` for every scope.
const given = process.argv.slice(2);
const scoped = given[0] === "--scoped-registries" ? given[1] : null;
const command = scoped === null ? given : given.slice(2);

const index = JSON.parse(readFileSync("/dependencies/index.json", "utf8"));
const packages = index.filter(({ registry, note }) => registry === "npm" && note !== "tool");
const { address, close } = await openRegistry("/dependencies", packages);
// A setting for a scope wins over the one for all.
const scopes = new Set(packages.flatMap(({ name }) => /^(@[^/]+)\//.exec(name)?.[1] ?? []));
const words = [
  ...command.map((word) => word.replace("REGISTRY", address)),
  ...(scoped === null ? [] : [...scopes].map((scope) => `${scoped}${scope}:registry=${address}`)),
];
const environment = Object.fromEntries(
  Object.entries(process.env).map(([name, value]) => [name, value.replace("REGISTRY", address)]),
);
const child = spawn(words[0], words.slice(1), { stdio: "inherit", env: environment });
child.on("error", (error) => {
  console.error(`gatehouse: ${words[0]} does not start: ${error.message}`);
  process.exit(1);
});
child.on("exit", (code) => {
  close();
  process.exit(code ?? 1);
});
