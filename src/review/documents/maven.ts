import type { Trigger } from "../../model/trigger.ts";
import type { DocumentReading } from "./document.ts";
import { folderOf } from "./paths.ts";
import { createNotes, type Notes } from "./reading.ts";
import { foreignKind } from "./repository-hosts.ts";
import { commandLine, expander, shellOfTasks, type Expand } from "./shell-of-ant.ts";
import { childrenOf, descendantsOf, parseXml, type XmlElement } from "./xml-document.ts";

/** `pom.xml`: what the build downloads, loads and starts. */
export function readPom(text: string, path: string): DocumentReading {
  const { root, problem } = parseXml(text);
  const notes = createNotes();
  const all = descendantsOf(root);
  const expand = expander(propertiesOf(all));
  const folder = folderOf(path);
  for (const element of all) {
    if (element.name === "plugin") notePlugin(element, folder, expand, notes);
    if (element.name === "extension") noteReference(element, "maven-extension", ["build"], notes);
    if (element.name === "dependency") noteReference(element, "maven", ["build"], notes);
    if (/^(?:pluginRepository|repository|snapshotRepository|mirror)$/.test(element.name)) {
      noteRepository(element, expand, notes);
    }
    if (element.name === "systemPath")
      notes.setting("maven.system-path", element.text.trim(), element.line);
  }
  return notes.reading(problem);
}

function propertiesOf(all: readonly XmlElement[]): Map<string, string> {
  const lists = all.filter((each) => each.name === "properties");
  return new Map(
    lists.flatMap((list) => list.children.map((each) => [each.name, each.text.trim()] as const)),
  );
}

function textIn(element: XmlElement, ...path: readonly string[]): string | null {
  let found: XmlElement[] = [element];
  for (const name of path) found = found.flatMap((each) => childrenOf(each, name));
  return found[0]?.text.trim() ?? null;
}

function noteReference(element: XmlElement, type: string, triggers: Trigger[], notes: Notes): void {
  const name = `${textIn(element, "groupId") ?? "org.apache.maven.plugins"}:${textIn(element, "artifactId") ?? ""}`;
  const version = textIn(element, "version");
  notes.reference({ type, name, version }, triggers, element.line);
}

function noteRepository(element: XmlElement, expand: Expand, notes: Notes): void {
  const [place] = childrenOf(element, "url");
  if (place === undefined) return;
  const url = expand(place.text.trim());
  const kind = foreignKind(url);
  if (kind !== null) notes.setting(`maven.${kind}-repository`, url, place.line);
}

/** Plugins that start programs, or run code that stands in their configuration. */
function notePlugin(plugin: XmlElement, folder: string, expand: Expand, notes: Notes): void {
  noteReference(plugin, "maven-plugin", ["build"], notes);
  const artifact = textIn(plugin, "artifactId") ?? "";
  const inner = descendantsOf(plugin);
  for (const each of inner.filter((one) => one.name === "configuration")) {
    const trigger = phaseOf(plugin, each);
    if (/exec|antrun|groovy|gmaven|script|frontend|os-|process/.test(artifact)) {
      noteConfiguration(each, artifact, folder, trigger, expand, notes);
    }
  }
}

/** Tests run later than the rest of the build, and only then. */
function phaseOf(plugin: XmlElement, configuration: XmlElement): Trigger {
  const execution = descendantsOf(plugin).find(
    (each) => each.name === "execution" && each.children.includes(configuration),
  );
  const phase = execution === undefined ? null : textIn(execution, "phase");
  return phase === "test" || phase === "integration-test" ? "test" : "build";
}

function noteConfiguration(
  configuration: XmlElement,
  artifact: string,
  folder: string,
  trigger: Trigger,
  expand: Expand,
  notes: Notes,
): void {
  const { line } = configuration;
  const shell = (text: string, at: number) =>
    notes.code({ language: "shell", text, trigger, name: artifact, folder }, at);
  const executable = textIn(configuration, "executable");
  if (executable !== null) {
    const list = childrenOf(configuration, "arguments").flatMap((each) => [...each.children]);
    const words = list.map((each) => expand(each.text.trim()));
    const more = expand(textIn(configuration, "commandlineArgs") ?? "");
    shell(`${commandLine([expand(executable), ...words])} ${more}`, line);
  }
  const main = textIn(configuration, "mainClass");
  if (main !== null) {
    const to = `${main.replaceAll(".", "/")}.java`;
    notes.edge({ to, by: `exec:java ${main}`, trigger }, line);
  }
  for (const target of [
    ...childrenOf(configuration, "target"),
    ...childrenOf(configuration, "tasks"),
  ]) {
    shell(shellOfTasks(target, expand), target.line);
    noteScripts(target, trigger, notes);
  }
  for (const source of [
    ...childrenOf(configuration, "source"),
    ...descendantsOf(configuration).filter((each) => each.name === "script"),
  ]) {
    const language = /groovy|gmaven/.test(artifact) ? "groovy" : "javascript";
    if (source.text.trim() !== "")
      notes.code({ language, text: source.text, trigger, name: artifact }, source.textLine);
  }
}

/** `<script language="javascript">` in a target. */
function noteScripts(target: XmlElement, trigger: Trigger, notes: Notes): void {
  for (const script of descendantsOf(target).filter((each) => /script/i.test(each.name))) {
    const name = script.attributes.find((each) => each.name === "language")?.value ?? "javascript";
    const language = name === "beanshell" ? "java" : name === "groovy" ? "groovy" : "javascript";
    notes.code({ language, text: script.text, trigger, name: "script" }, script.textLine);
  }
}

/** `.mvn/extensions.xml`: what Maven loads into itself before it reads any project. */
export function readMavenExtensions(text: string): DocumentReading {
  const { root, problem } = parseXml(text);
  const notes = createNotes();
  for (const element of descendantsOf(root)) {
    if (element.name === "extension") noteReference(element, "maven-extension", ["build"], notes);
  }
  return notes.reading(problem);
}

/** `settings.xml`: mirrors and repositories of everything that is downloaded. */
export function readMavenSettings(text: string): DocumentReading {
  const { root, problem } = parseXml(text);
  const notes = createNotes();
  const expand = expander(new Map());
  for (const element of descendantsOf(root)) {
    if (/^(?:mirror|repository|pluginRepository)$/.test(element.name))
      noteRepository(element, expand, notes);
  }
  return notes.reading(problem);
}

/** Ant's `build.xml`: the programs that its targets start. */
export function readAntBuild(text: string, path: string): DocumentReading {
  const { root, problem } = parseXml(text);
  const notes = createNotes();
  const properties = descendantsOf(root).filter((each) => each.name === "property");
  const own = properties.flatMap((each): [string, string][] => {
    const value = (name: string) => each.attributes.find((one) => one.name === name)?.value;
    const [name, given] = [value("name"), value("value") ?? value("location")];
    return name === undefined || given === undefined ? [] : [[name, given]];
  });
  const expand = expander(new Map(own));
  for (const project of childrenOf(root, "project")) {
    for (const target of [project, ...childrenOf(project, "target")]) {
      const outside = {
        ...target,
        children: target.children.filter((each) => each.name !== "target"),
      };
      const name = target.attributes.find((each) => each.name === "name")?.value ?? "target";
      const trigger: Trigger = /test/i.test(name) ? "test" : "build";
      const code = shellOfTasks(outside, expand);
      notes.code(
        { language: "shell", text: code, trigger, name, folder: folderOf(path) },
        target.line,
      );
      noteScripts(outside, trigger, notes);
    }
  }
  return notes.reading(problem);
}
