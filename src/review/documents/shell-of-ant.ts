import { shellWords } from "./paths.ts";
import { attributeOf, childrenOf, type XmlElement } from "./xml-document.ts";

/** Gives the places that Ant and Maven name by properties the names that a shell has for them. */
export type Expand = (text: string) => string;

/** Properties that mean a place or a variable; others stay unknown unless the document sets them. */
export function expander(own: ReadonlyMap<string, string>): Expand {
  const known = (name: string): string => {
    const plain = name.replace(/^(?:project|maven)\./, "");
    if (name === "user.home" || name === "env.HOME") return "$HOME";
    if (name.startsWith("env.")) return `$${name.slice("env.".length)}`;
    if (/^(?:basedir|ant\.file)$/.test(plain)) return ".";
    if (name === "java.io.tmpdir") return "/tmp";
    return own.get(name) ?? "…";
  };
  return (text) =>
    text.slice(0, 20_000).replace(/\$\{([\w.-]{1,100})\}/g, (_, name: string) => known(name));
}

/** What the tasks of an Ant target do, as lines of shell. */
export function shellOfTasks(target: XmlElement, expand: Expand): string {
  return target.children.flatMap((task) => shellOfTask(task, expand)).join("\n");
}

function shellOfTask(task: XmlElement, expand: Expand): string[] {
  const value = (name: string) => {
    const found = attributeOf(task, name);
    return found === null ? null : expand(found.value);
  };
  switch (task.name.toLowerCase()) {
    case "exec":
    case "apply": {
      const args = argumentsOf(task, expand);
      const command = value("command");
      if (command !== null) return [command];
      return [[word(value("executable") ?? "…"), ...args].join(" ")];
    }
    case "get":
      return [`curl -o ${word(value("dest") ?? "…")} ${word(value("src") ?? "…")}`];
    case "chmod":
      return [`chmod ${word(value("perm") ?? "+x")} ${word(value("file") ?? value("dir") ?? "…")}`];
    case "delete":
      return [`rm -rf ${word(value("dir") ?? value("file") ?? "…")}`];
    case "echo": {
      const file = value("file");
      return file === null
        ? []
        : [`echo ${word(expand(task.text) || (value("message") ?? ""))} > ${word(file)}`];
    }
    case "java": {
      const jar = value("jar");
      const program = jar === null ? [value("classname") ?? "…"] : ["-jar", jar];
      return [["java", ...program.map(word), ...argumentsOf(task, expand)].join(" ")];
    }
    case "sequential":
    case "parallel":
    case "target":
    case "then":
    case "else":
    case "if":
      return task.children.flatMap((each) => shellOfTask(each, expand));
    default:
      return [];
  }
}

function argumentsOf(task: XmlElement, expand: Expand): string[] {
  return childrenOf(task, "arg").flatMap((arg): string[] => {
    const line = attributeOf(arg, "line");
    if (line !== null) return [expand(line.value)];
    const one = attributeOf(arg, "value") ?? attributeOf(arg, "file") ?? attributeOf(arg, "path");
    return one === null ? [] : [word(expand(one.value))];
  });
}

/** A word; one that names a variable stays open to it. */
function word(text: string): string {
  return /\$[A-Za-z_]/.test(text) ? `"${text.replace(/["\\`]/g, "\\$&")}"` : shellWords([text]);
}

/** A program with its arguments as one line of shell. */
export function commandLine(words: readonly string[]): string {
  return words.map((each) => word(each)).join(" ");
}
