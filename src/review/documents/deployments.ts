import type { Trigger } from "../../model/trigger.ts";
import { linesOf } from "../text/lines.ts";
import type { DocumentReading } from "./document.ts";
import { parseJson } from "./json-document.ts";
import { all, each, entriesAt, textOf, texts, type Node } from "./node.ts";
import { shellWords } from "./paths.ts";
import { createNotes, type Notes } from "./reading.ts";
import { parseToml } from "./toml-document.ts";
import { parseYaml } from "./yaml-document.ts";

/** Keys under which hosts for sites, and bots for updates, have the commands that they run. */
const COMMANDS =
  /^(?:command|commands|build|(?:build|install|dev|start|ignore|preDeploy|postdeploy|release|initial)_?command|postdeploy|ignore)$/i;

/** `netlify.toml`, `vercel.json`, `render.yaml`, `renovate.json`: commands that a service runs. */
export function readDeployment(text: string, path: string): DocumentReading {
  const parse = path.endsWith(".toml") ? parseToml : /\.ya?ml$/.test(path) ? parseYaml : parseJson;
  const { root, problem } = parse(text);
  const notes = createNotes();
  walk(root, "", notes);
  return notes.reading(problem);
}

function walk(node: Node, name: string, notes: Notes): void {
  for (const item of node.items) walk(item, name, notes);
  for (const { key, value } of node.entries) {
    const own = `${name} ${key}`.trim();
    if (COMMANDS.test(key)) {
      for (const command of each(value))
        noteShell(textOf(command), "ci-secrets", own, command, notes);
    }
    walk(value, own, notes);
  }
}

function noteShell(
  text: string | null,
  trigger: Trigger,
  name: string,
  at: Node | number,
  notes: Notes,
): void {
  if (text !== null) notes.code({ language: "shell", text, trigger, name }, at);
}

/** `cloud-init.yaml`: what a machine runs when it starts for the first time. */
export function readCloudInit(text: string): DocumentReading {
  const notes = createNotes();
  if (!text.startsWith("#cloud-config")) return notes.reading(null);
  const { root, problem } = parseYaml(text);
  for (const key of ["runcmd", "bootcmd"]) {
    for (const command of each(root, key)) {
      const words = command.items.flatMap((item) => textOf(item) ?? []);
      const line = command.kind === "list" ? shellWords(words) : textOf(command);
      noteShell(line, "release", key, command, notes);
    }
  }
  return notes.reading(problem);
}

/** `*.service`: commands of a unit of systemd. */
export function readUnit(text: string): DocumentReading {
  const notes = createNotes();
  for (const [index, line] of text.split("\n").entries()) {
    const match = /^(Exec\w+)\s*=\s*[-@:+!]*(.*)$/.exec(line.trim());
    if (match !== null)
      noteCode(match[2] ?? "", null, `${match[1] ?? ""} line ${index + 1}`, index + 1, notes);
  }
  return notes.reading(null);
}

function noteCode(
  text: string,
  trigger: Trigger | null,
  name: string,
  at: number,
  notes: Notes,
): void {
  notes.code({ language: "shell", text, trigger, name }, at);
}

/** `PKGBUILD` and `*.install` of pacman: functions of shell that build, and that install runs. */
export function readPkgbuild(text: string, path: string): DocumentReading {
  const notes = createNotes();
  const installs = path.endsWith(".install");
  if (installs && !/^[ \t]*(?:pre|post)_(?:install|upgrade|remove)\s*\(\)/m.test(text))
    return notes.reading(null);
  noteCode(
    text,
    installs ? "install" : "build",
    installs ? "hooks of pacman" : "PKGBUILD",
    1,
    notes,
  );
  return notes.reading(null);
}

/** `justfile`: recipes, and what stands between backticks when the file is read. */
export function readJustfile(text: string): DocumentReading {
  const notes = createNotes();
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    if (/^\s+\S/.test(line)) {
      const plain = line
        .trim()
        .replace(/^[@-]+/, "")
        .replace(/\{\{[^{}]{0,200}\}\}/g, "$JUST");
      noteCode(plain, "build", `line ${index + 1}`, index + 1, notes);
    } else
      for (const [, inner = ""] of line.matchAll(/`([^`]{1,2000})`/g))
        noteCode(inner, "build", `line ${index + 1}`, index + 1, notes);
  }
  return notes.reading(null);
}

/** `project.pbxproj`: scripts of Xcode's build phases. */
export function readXcode(text: string): DocumentReading {
  const notes = createNotes();
  const lines = linesOf(text);
  for (const match of text.matchAll(/\bshellScript\s{0,4}=\s{0,4}"((?:[^"\\]|\\[^]){0,20000})"/g)) {
    const plain = (match[1] ?? "")
      .replace(/\\n/g, "\n")
      .replace(/\\t/g, "\t")
      .replace(/\\(.)/g, "$1");
    const { line } = lines.span(match.index, match.index + 1);
    noteCode(plain, "build", `line ${line}`, line, notes);
  }
  return notes.reading(null);
}

/** Services whose models everybody asks, and machines of one's own. */
const MODELS =
  /^https?:\/\/(?:[\w-]+\.)*(?:openai\.com|azure\.com|anthropic\.com|openrouter\.ai|googleapis\.com|mistral\.ai|groq\.com|deepseek\.com|together\.(?:xyz|ai)|x\.ai|amazonaws\.com|localhost|127\.0\.0\.1|0\.0\.0\.0|[\w-]+\.(?:local|internal))(?:[:/]|$)|^http:\/\/(?:10|192\.168)\./i;

/** `.codex/config.toml` and `.aider.conf.yml`: what these agents obey. */
export function readAgentConfig(text: string, path: string): DocumentReading {
  const { root, problem } = path.endsWith(".toml") ? parseToml(text) : parseYaml(text);
  const notes = createNotes();
  const isFree = texts(root, "sandbox_mode").includes("danger-full-access");
  for (const value of [...all(root, "approval_policy"), ...all(root, "yes-always")])
    if ((textOf(value) === "never" && isFree) || textOf(value) === "true")
      notes.setting("agent.bypass-permissions", textOf(value) ?? "", value);
  const providers = entriesAt(root, "model_providers").flatMap(({ value }) =>
    all(value, "base_url"),
  );
  for (const value of [
    ...providers,
    ...all(root, "openai-api-base"),
    ...all(root, "anthropic-api-base"),
  ]) {
    const url = textOf(value) ?? "";
    if (!MODELS.test(url)) notes.setting("agent.environment.MODEL_BASE_URL", url, value);
  }
  for (const value of [
    ...each(root, "lint-cmd"),
    ...each(root, "test-cmd"),
    ...each(root, "notify"),
  ])
    noteShell(textOf(value), "agent", "command", value, notes);
  for (const { key, value } of entriesAt(root, "mcp_servers")) {
    const words = [...texts(value, "command"), ...texts(value, "args")];
    noteShell(shellWords(words), "agent", `tool server ${key}`, value, notes);
  }
  return notes.reading(problem);
}
