import type { Trigger } from "../../model/trigger.ts";
import type { DocumentReading } from "./document.ts";
import { noteInlineTasks } from "./msbuild-inline.ts";
import {
  expanded,
  isForWindows,
  scriptOf,
  withProperties,
  type Properties,
} from "./msbuild-script.ts";
import { nameOf, targetTriggers } from "./msbuild-targets.ts";
import { folderOf, inFolder } from "./paths.ts";
import { createNotes, type Notes } from "./reading.ts";
import {
  attributeOf,
  childrenOf,
  descendantsOf,
  parseXml,
  type XmlElement,
} from "./xml-document.ts";

/**
 * Projects, `.props` and `.targets` of MSBuild: commands around a build, tasks that are written
 * in the file, functions that run while it is read, and files and packages that it loads.
 */
export function readMsbuild(text: string, path: string): DocumentReading {
  const { root, problem } = parseXml(text);
  const notes = createNotes();
  const folder = folderOf(path);
  for (const project of childrenOf(root, "Project")) {
    const properties = propertiesOf(project);
    const triggers = targetTriggers(project);
    noteTargets(triggers, properties, folder, notes);
    noteInlineTasks(project, triggers, folder, notes);
    noteEvents(project, properties, folder, notes);
    noteFunctions(project, folder, notes);
    noteLoaded(project, properties, folder, notes);
    notePackages(project, notes);
  }
  // Files of other kinds may have these endings too.
  return notes.reading(problem === "is not XML" ? null : problem);
}

/** The properties of a file; of several values of one name, the last. */
function propertiesOf(project: XmlElement): Properties {
  const found = new Map<string, string>();
  for (const group of descendantsOf(project)) {
    if (!/^PropertyGroup$/i.test(group.name)) continue;
    for (const each of group.children) {
      const name = each.name.toLowerCase();
      found.set(name, withProperties(each.text.trim(), new Map([[name, found.get(name) ?? ""]])));
    }
  }
  return found;
}

function noteTargets(
  triggers: ReadonlyMap<XmlElement, Trigger | null>,
  properties: Properties,
  folder: string,
  notes: Notes,
): void {
  for (const [target, trigger] of triggers) {
    const script = scriptOf(target, properties);
    if (script === null) continue;
    const name = `target ${nameOf(target)}`;
    const at = { ...BLANK, line: target.line, endLine: target.endLine, textLine: target.line };
    notes.code({ ...script, trigger, name, folder }, at);
  }
}

const BLANK = { kind: "scalar" as const, entries: [], items: [], scalar: null };

/** `PreBuildEvent` and its kin: as properties, and with a `Command` inside in C++ projects. */
function noteEvents(
  project: XmlElement,
  properties: Properties,
  folder: string,
  notes: Notes,
): void {
  for (const element of descendantsOf(project)) {
    const event = /^(?:Pre|Post)BuildEvent$/i.test(element.name);
    const command = /^(?:Command|NMake(?:Re)?BuildCommandLine|NMakeCleanCommandLine)$/i.test(
      element.name,
    );
    if (!event && !command) continue;
    const text = withProperties(element.text, properties);
    const language = isForWindows(text, "Windows") ? "batch" : "shell";
    notes.code(
      { language, text: expanded(text, language), trigger: "build", name: element.name, folder },
      { ...BLANK, line: element.line, endLine: element.endLine, textLine: element.textLine },
    );
  }
}

/** `$([System.IO.File]::ReadAllText(x))` runs whenever the file is read: when it is opened. */
function noteFunctions(project: XmlElement, folder: string, notes: Notes): void {
  for (const element of descendantsOf(project)) {
    noteFunctionsIn(element.text, element.textLine, folder, notes);
    for (const { value, line } of element.attributes) noteFunctionsIn(value, line, folder, notes);
  }
}

const FUNCTION = /\$\(\[([\w.]{1,100})\]::(\w{1,100})\(([^\n]{0,2000}?)\)(?=\)|\.)/g;
/** Functions that only make texts out of texts. */
const PLAIN =
  /^(?:MSBuild|System\.(?:String|Math|Version|DateTime|Guid|Int32|Boolean|Char|Convert|IO\.Path|Runtime\.\S*))$/i;

function noteFunctionsIn(value: string, line: number, folder: string, notes: Notes): void {
  if (!value.includes("$([")) return;
  for (const [, type = "", method = "", args = ""] of value.matchAll(FUNCTION)) {
    if (PLAIN.test(type)) continue;
    const given = args
      .replace(/[`'"]([^`'"]*)[`'"]/g, (_, inner: string) => JSON.stringify(inner))
      .replace(/\$\((\w+)\)/g, "$1");
    const text = `${type}.${method}(${given});`;
    notes.code(
      { language: "csharp", text, trigger: "open", name: `${type}::${method}`, folder },
      line,
    );
  }
}

/** Other files that are loaded into the build. */
function noteLoaded(
  project: XmlElement,
  properties: Properties,
  folder: string,
  notes: Notes,
): void {
  const loaded: [string, string, "import" | "msbuild.task-library"][] = [
    ["Import", "Project", "import"],
    ["UsingTask", "AssemblyFile", "msbuild.task-library"],
    ["Analyzer", "Include", "msbuild.task-library"],
  ];
  for (const element of descendantsOf(project)) {
    for (const [name, attribute, setting] of loaded) {
      const given = element.name === name ? attributeOf(element, attribute) : null;
      if (given === null) continue;
      const path = withProperties(given.value, properties).replaceAll("\\", "/");
      if (/^(?:https?:|\/\/|[A-Za-z]:\/|\/tmp\b|~)|^%/.test(path)) {
        notes.setting("msbuild.outside", `${name}: ${given.value}`, given.line);
        continue;
      }
      const to = inFolder(folder, path);
      if (to === null || to === "" || /[$*@%]/.test(to)) continue;
      if (setting === "msbuild.task-library") notes.setting(setting, path, given.line);
      notes.edge({ to, by: `${name} ${given.value}`, trigger: "build" }, given.line);
      notes.edge({ to, by: `${name} ${given.value}`, trigger: "open" }, given.line);
    }
  }
}

function notePackages(project: XmlElement, notes: Notes): void {
  for (const element of descendantsOf(project)) {
    if (
      !/^(?:PackageReference|PackageVersion|PackageDownload|GlobalPackageReference)$/.test(
        element.name,
      )
    )
      continue;
    const name = attributeOf(element, "Include") ?? attributeOf(element, "Update");
    if (name === null) continue;
    const version =
      attributeOf(element, "Version")?.value ??
      childrenOf(element, "Version")[0]?.text.trim() ??
      null;
    notes.reference({ type: "nuget", name: name.value, version }, ["build"], name.line);
  }
}
