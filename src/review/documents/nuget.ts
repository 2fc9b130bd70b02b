import type { DocumentReading } from "./document.ts";
import { parseJson } from "./json-document.ts";
import { entriesAt, textOf, texts } from "./node.ts";
import { createNotes } from "./reading.ts";
import { attributeOf, descendantsOf, parseXml, type XmlElement } from "./xml-document.ts";

/** `nuget.config`: where packages come from, and what is not checked about them. */
export function readNugetConfig(text: string): DocumentReading {
  const { root, problem } = parseXml(text);
  const notes = createNotes();
  for (const section of descendantsOf(root)) {
    for (const entry of section.children) {
      const key = attributeOf(entry, "key")?.value ?? "";
      const value = attributeOf(entry, "value")?.value ?? "";
      if (entry.name !== "add") continue;
      if (section.name === "packageSources")
        notes.setting("nuget.source", `${key}=${value}`, entry.line);
      else if (isCredential(section, key)) notes.setting("nuget.token", key, entry.line);
      else if (/^(?:globalPackagesFolder|repositoryPath|http_proxy)$/i.test(key))
        notes.setting("nuget.source", `${key}=${value}`, entry.line);
      else if (/^signatureValidationMode$/i.test(key) && !/^require$/i.test(value))
        notes.setting("nuget.insecure", `${key}=${value}`, entry.line);
      else if (/^allowInsecureConnections$/i.test(key) && /^true$/i.test(value))
        notes.setting("nuget.insecure", `${key}=${value}`, entry.line);
    }
  }
  return notes.reading(problem);
}

function isCredential(section: XmlElement, key: string): boolean {
  return section.name === "apikeys" || /^(?:ClearText)?Password$/i.test(key);
}

/** `packages.lock.json`: every package with its version and what it must hash to. */
export function readNugetLock(text: string): DocumentReading {
  const { root, problem } = parseJson(text);
  const notes = createNotes();
  for (const { value: framework } of entriesAt(root, "dependencies")) {
    for (const { key, value } of framework.entries) {
      if (texts(value, "type")[0] === "Project") continue;
      const version = texts(value, "resolved")[0] ?? null;
      const digests = texts(value, "contentHash").map((each) => `sha512:${each}`);
      const asks = entriesAt(value, "dependencies").map((each) => each.key);
      notes.locked({ type: "nuget-locked", name: key, version, digests, asks }, value);
      if (texts(value, "contentHash").length === 0)
        notes.setting("lockfile.integrity-missing", key, value);
    }
  }
  return notes.reading(problem);
}

/** `.config/dotnet-tools.json` and `global.json`: tools and kits that are downloaded and run. */
export function readDotnetTools(text: string): DocumentReading {
  const { root, problem } = parseJson(text);
  const notes = createNotes();
  for (const { key, value } of entriesAt(root, "tools")) {
    if (value.kind !== "map") continue;
    notes.reference(
      { type: "dotnet-tool", name: key, version: texts(value, "version")[0] ?? null },
      [],
      value,
    );
  }
  for (const { key, value } of entriesAt(root, "msbuild-sdks")) {
    notes.reference({ type: "nuget", name: key, version: textOf(value) }, ["build"], value);
  }
  return notes.reading(problem);
}

/** `launchSettings.json`: programs that are started with the project, and their environment. */
export function readLaunchSettings(text: string): DocumentReading {
  const { root, problem } = parseJson(text);
  const notes = createNotes();
  for (const { key, value } of entriesAt(root, "profiles")) {
    const [program] = texts(value, "executablePath");
    if (program === undefined) continue;
    const [given = ""] = texts(value, "commandLineArgs");
    const line = `${program.includes(" ") ? `"${program}"` : program} ${given}`;
    const language = /\\|%\w+%|\b(?:cmd|powershell|pwsh)\b/i.test(line) ? "batch" : "shell";
    notes.code({ language, text: line, trigger: null, name: `profile ${key}` }, value.line);
  }
  return notes.reading(problem);
}
