import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { COMMANDS } from "../../src/cli/commands.ts";
import { VARIABLE_NAMES } from "../../src/settings.ts";
import { ROOT } from "../architecture/sources.ts";

const SHIP = join(ROOT, "ship");
const read = (path: string) => readFileSync(join(SHIP, path), "utf8");
const paths = readdirSync(SHIP, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.parentPath.endsWith("monitoring"))
  .map((entry) => join(entry.parentPath, entry.name).slice(SHIP.length + 1));

const Service = z.looseObject({
  command: z.array(z.string()),
  environment: z.record(z.string(), z.string()),
  volumes: z.array(z.string()),
  user: z.string(),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal("ALL")]),
  security_opt: z.tuple([z.literal("no-new-privileges:true")]),
});
const Compose = z.looseObject({ services: z.record(z.string(), Service) });

const services = ["compose.yml", "compose.sandbox-host.yml"].flatMap((path) =>
  Object.values(Compose.parse(parse(read(path))).services),
);
const units = paths.filter((path) => path.endsWith(".service"));

/** Variables that one file gives to the program. */
function variablesOf(text: string): string[] {
  const names = text.match(/\b(?:GATEHOUSE_[A-Z_]+|[A-Z_]+_FILE|APP_ID)\b/g) ?? [];
  // Compose and its caller share these two; the container sees neither.
  return names.filter((name) => name !== "GATEHOUSE_IMAGES");
}

test("every variable that is shipped is a setting", () => {
  const known = new Set(VARIABLE_NAMES.flatMap((name) => [name, `${name}_FILE`]));
  const unknown = paths.flatMap((path) =>
    variablesOf(read(path)).flatMap((name) => (known.has(name) ? [] : [`${path}: ${name}`])),
  );
  expect(unknown).toEqual([]);
});

test("every role that is shipped is a command", () => {
  const roles = [
    ...services.map(({ command }) => command[0] ?? ""),
    ...units.map((path) => /ExecStart=\S+\/gatehouse (\S+)/.exec(read(path))?.[1] ?? ""),
    /^CMD \["([a-z-]+)"\]$/m.exec(read("Dockerfile"))?.[1] ?? "",
  ];
  expect(roles).toHaveLength(5);
  expect(roles.filter((role) => !Object.hasOwn(COMMANDS, role))).toEqual([]);
});

test("nobody runs as root, and only a sandbox worker has an engine", () => {
  for (const { command, user, volumes, environment } of services) {
    expect(user).toBe("10001:10001");
    const hasEngine = volumes.some((volume) => volume.includes("docker.sock"));
    expect(hasEngine, String(command)).toBe(command[0] === "sandbox-worker");
    const secrets = Object.keys(environment).filter((name) => /KEY|SECRET|DATABASE/.test(name));
    if (hasEngine) expect(secrets).toEqual([]);
  }
  expect(read("Dockerfile")).toMatch(/^USER 10001:10001$/m);
  const chart = read("helm/gatehouse/templates/processes.yaml");
  for (const word of ["hostPath", "docker.sock", "privileged: true", "hostNetwork"]) {
    expect(chart).not.toContain(word);
  }
  for (const word of ["runAsNonRoot: true", "readOnlyRootFilesystem: true", "drop: [ALL]"]) {
    expect(chart).toContain(word);
  }
});

test("no unit of systemd has a line that systemd does not understand", () => {
  for (const path of units) {
    const text = read(path);
    for (const wall of ["DynamicUser=yes", "NoNewPrivileges=yes", "ProtectSystem=strict"]) {
      expect(text).toContain(wall);
    }
    // Its program is not installed here, which is all that may be complained of.
    const said = complaintsOf(join(SHIP, path)).filter((line) => !/is not executable/.test(line));
    expect(said).toEqual([]);
  }
});

function complaintsOf(path: string): string[] {
  try {
    execFileSync("systemd-analyze", ["verify", "--man=no", path], { stdio: "pipe" });
    return [];
  } catch (error) {
    const said = z.looseObject({ stderr: z.instanceof(Buffer) }).parse(error);
    return said.stderr
      .toString("utf8")
      .split("\n")
      .filter((line) => line.includes(".service"));
  }
}

test("the image holds what the program reads, and nothing that only tests need", () => {
  const ignored = readFileSync(join(ROOT, ".dockerignore"), "utf8").split("\n");
  expect(ignored[0]).toBe("*");
  const copied = [...read("Dockerfile").matchAll(/^COPY (?!--)(.+) \S+$/gm)].flatMap(
    ([, list = ""]) => list.split(" "),
  );
  for (const path of copied) expect(ignored, path).toContain(`!${path}`);
  for (const path of ["src", "rules", "images", "bin"]) expect(copied).toContain(path);
  expect(copied).not.toContain("test");
});

test("chart and values are YAML, and every value that templates use is there", () => {
  expect(parse(read("helm/gatehouse/Chart.yaml"))).toMatchObject({ name: "gatehouse" });
  const values = z.record(z.string(), z.unknown()).parse(parse(read("helm/gatehouse/values.yaml")));
  const templates = paths.filter((path) => path.includes("templates/")).map(read);
  const used = templates.flatMap((text) =>
    [...text.matchAll(/\.Values\.(\w+)/g)].map(([, name = ""]) => name),
  );
  expect([...new Set(used)].toSorted()).toEqual(Object.keys(values).toSorted());
});
