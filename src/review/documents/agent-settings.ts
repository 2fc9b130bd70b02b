import type { DocumentReading } from "./document.ts";
import { parseJson } from "./json-document.ts";
import { all, each, entriesAt, shown, texts, textOf, type Entry, type Node } from "./node.ts";
import { folderOf, shellWords } from "./paths.ts";
import { createNotes, type Notes } from "./reading.ts";
import { withoutVariables } from "./vscode-tasks.ts";

/** Helpers whose value is a command that the agent runs by itself. */
const HELPERS = [
  "apiKeyHelper",
  "awsAuthRefresh",
  "awsCredentialExport",
  "otelHeadersHelper",
  "statusLine",
  "fileSuggestion",
];

/** `.claude/settings.json`, `.gemini/settings.json`, `.cursor/hooks.json`: what an agent obeys. */
export function readAgentSettings(text: string, path: string): DocumentReading {
  const { root, problem } = parseJson(text);
  const notes = createNotes();
  const folder = folderOf(folderOf(path));
  for (const { key, value } of entriesAt(root, "hooks")) noteHook(key, value, folder, notes);
  for (const { key, value } of entriesAt(root, "env")) {
    notes.setting(`agent.environment.${key}`, shown(value), value);
  }
  for (const helper of HELPERS) {
    for (const value of [...all(root, helper), ...all(root, helper, "command")]) {
      noteCommand(helper, value, folder, notes);
    }
  }
  noteApprovals(root, notes);
  noteServers(root, folder, notes);
  return notes.reading(problem);
}

/** `.mcp.json`, `.cursor/mcp.json`, `.vscode/mcp.json`: programs that an agent starts. */
export function readMcpServers(text: string, path: string): DocumentReading {
  const { root, problem } = parseJson(text);
  const notes = createNotes();
  const inner = /^\.(?:cursor|vscode|gemini|roo|kiro|claude|amazonq)(?:\/|$)/.test(
    nameOfFolder(path),
  );
  noteServers(root, inner ? folderOf(folderOf(path)) : folderOf(path), notes);
  return notes.reading(problem);
}

function nameOfFolder(path: string): string {
  const folder = folderOf(path);
  return folder.slice(folder.lastIndexOf("/") + 1);
}

/** Hooks stand under their event, once or twice nested; each has a command somewhere inside. */
function noteHook(event: string, node: Node, folder: string, notes: Notes): void {
  const groups = node.kind === "list" ? node.items : [node];
  const hooks = groups.flatMap((group) => [group, ...each(group, "hooks")]);
  const commands = hooks.flatMap((hook) =>
    hook.kind === "scalar" ? [hook] : all(hook, "command"),
  );
  for (const command of commands) {
    const text = textOf(command) ?? "";
    if (text === "") continue;
    notes.setting("agent.hook", `${event}: ${text}`, command);
    noteCommand(`hook ${event}`, command, folder, notes);
  }
}

function noteCommand(name: string, value: Node, folder: string, notes: Notes): void {
  const text = projectRelative(textOf(value) ?? "");
  notes.code({ language: "shell", text, trigger: "agent", name, folder }, value);
}

function projectRelative(text: string): string {
  return withoutVariables(text).replace(
    /"?\$\{?(?:CLAUDE_PROJECT_DIR|CURSOR_PROJECT_DIR|GEMINI_PROJECT_DIR)\}?"?\//g,
    "./",
  );
}

function noteApprovals(root: Node, notes: Notes): void {
  for (const value of [...each(root, "permissions", "allow"), ...each(root, "allowedTools")]) {
    notes.setting("agent.auto-approve", shown(value), value);
  }
  for (const value of [...all(root, "permissions", "defaultMode"), ...all(root, "defaultMode")]) {
    if (/bypass|dontask|yolo/i.test(textOf(value) ?? ""))
      notes.setting("agent.bypass-permissions", shown(value), value);
  }
  for (const key of [
    "dangerouslySkipPermissions",
    "skipDangerousModePermissionPrompt",
    "autoAccept",
    "yolo",
  ]) {
    for (const value of all(root, key)) {
      if (textOf(value) === "true") notes.setting("agent.bypass-permissions", key, value);
    }
  }
  for (const value of all(root, "enableAllProjectMcpServers")) {
    if (textOf(value) === "true") notes.setting("agent.all-mcp-servers", "all", value);
  }
}

function noteServers(root: Node, folder: string, notes: Notes): void {
  for (const key of ["mcpServers", "servers", "mcp"]) {
    for (const entry of entriesAt(root, key)) noteServer(entry, folder, notes);
  }
}

function noteServer({ key, value: server }: Entry, folder: string, notes: Notes): void {
  for (const command of all(server, "command")) {
    const words = [...texts(server, "command"), ...texts(server, "args")];
    const [program = "", ...args] = words;
    const text = projectRelative(args.length === 0 ? program : `${program} ${shellWords(args)}`);
    const environment = new Map(
      entriesAt(server, "env").map((entry) => [entry.key, textOf(entry.value) ?? ""]),
    );
    notes.setting("agent.mcp-server", `${key}: ${text}`, command);
    notes.code(
      {
        language: "shell",
        text,
        trigger: "agent",
        name: `tool server ${key}`,
        folder,
        environment,
      },
      command,
    );
  }
  for (const url of [
    ...all(server, "url"),
    ...all(server, "serverUrl"),
    ...all(server, "httpUrl"),
  ]) {
    notes.setting("agent.mcp-server", `${key}: ${shown(url)}`, url);
    notes.reference({ type: "tool-server", name: shown(url), version: null }, ["agent"], url);
  }
  for (const value of [...each(server, "autoApprove"), ...each(server, "alwaysAllow")]) {
    notes.setting("agent.auto-approve", `${key}: ${shown(value)}`, value);
  }
  for (const value of all(server, "trust")) {
    if (textOf(value) === "true") notes.setting("agent.auto-approve", `${key}: all`, value);
  }
}
