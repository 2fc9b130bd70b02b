import { shellWords } from "./paths.ts";
import { attributeOf, type XmlElement } from "./xml-document.ts";

/** What the tasks of a target do, as one script whose lines are the target's. */
export interface TargetScript {
  language: "shell" | "batch";
  text: string;
}

/** Values of the properties that the file itself sets, by name in small letters. */
export type Properties = ReadonlyMap<string, string>;

const WINDOWS =
  /(?:^|[&|;(\n][ \t]*)@?(?:powershell|pwsh|cmd|certutil|bitsadmin|mshta|rundll32|regsvr32|xcopy|robocopy|copy|del|start|call|if\s+(?:not\s+)?exist|rem|set|for\s+\/|reg|schtasks|attrib|wmic|cscript|wscript|mkdir|md|rd|type)(?:\.exe)?(?=\s|$)|%\w+%|\.(?:bat|cmd|ps1)\b|\/[YC]\s/i;

/** Whether a command is one for Windows: by its words, or by the condition around it. */
export function isForWindows(command: string, condition: string): boolean {
  if (/(?:!=|\bNOT\b)[^=]*Windows/i.test(condition)) return false;
  if (/^\s*(?:mkdir -p|chmod|bash|sh|\.\/|curl|wget|python3?)\b/.test(command)) return false;
  return /Windows(?:_NT)?/i.test(condition) || WINDOWS.test(command);
}

/** The tasks of a target in their order: commands, downloads, and what is done to files. */
export function scriptOf(target: XmlElement, properties: Properties): TargetScript | null {
  const tasks = target.children.filter((each) => TASKS.test(each.name));
  const around = attributeOf(target, "Condition")?.value ?? "";
  const windows = tasks.some((task) => {
    const condition = `${around} ${attributeOf(task, "Condition")?.value ?? ""}`;
    return isForWindows(valueOf(task, "Command", properties), condition);
  });
  const language = windows ? "batch" : "shell";
  const lines: string[] = [];
  for (const task of tasks) {
    const command = expanded(lineOf(task, properties), language);
    const at = Math.max(0, (attributeOf(task, "Command")?.line ?? task.line) - target.line);
    while (lines.length < at) lines.push("");
    lines.push(...command.split("\n"));
  }
  const text = lines.join("\n");
  return text.trim() === "" ? null : { language, text };
}

const TASKS = /^(?:Exec|DownloadFile|WriteLinesToFile|Copy|Move|Unzip|Delete|RemoveDir|Message)$/i;

function lineOf(task: XmlElement, properties: Properties): string {
  const value = (name: string) => valueOf(task, name, properties);
  switch (task.name.toLowerCase()) {
    case "exec":
      return value("Command");
    case "downloadfile": {
      const source = value("SourceUrl");
      const name = value("DestinationFileName") || source.slice(source.lastIndexOf("/") + 1);
      return shellWords(["curl", "-sSL", "-o", inside(value("DestinationFolder"), name), source]);
    }
    case "writelinestofile":
      return `echo ${shellWords([value("Lines")])} > ${shellWords([value("File")])}`;
    case "copy":
    case "move":
      return shellWords([
        task.name.toLowerCase() === "copy" ? "cp" : "mv",
        value("SourceFiles"),
        value("DestinationFiles") || value("DestinationFolder"),
      ]);
    case "unzip":
      return shellWords(["unzip", "-o", value("SourceFiles"), "-d", value("DestinationFolder")]);
    case "delete":
      return shellWords(["rm", "-f", value("Files")]);
    case "removedir":
      return shellWords(["rm", "-rf", value("Directories")]);
    default:
      return "";
  }
}

function inside(folder: string, name: string): string {
  return folder === "" ? name : `${folder.replace(/[\\/]$/, "")}/${name}`;
}

function valueOf(task: XmlElement, name: string, properties: Properties): string {
  return withProperties(attributeOf(task, name)?.value ?? "", properties);
}

/** Replaces the properties that the file sets; a few rounds, since values may name others. */
export function withProperties(text: string, properties: Properties): string {
  let result = text;
  for (let round = 0; round < 5 && result.includes("$("); round += 1) {
    const next = result.replace(/\$\((\w+)\)/g, (whole, name: string) => {
      return properties.get(name.toLowerCase()) ?? FOLDERS[name.toLowerCase()] ?? whole;
    });
    if (next === result || next.length > 100_000) break;
    result = next;
  }
  return result;
}

const FOLDERS: Readonly<Record<string, string>> = {
  msbuildprojectdirectory: ".",
  msbuildthisfiledirectory: "./",
  msbuildstartupdirectory: ".",
  projectdir: "./",
  solutiondir: "./",
  temp: "/tmp",
  userprofile: "~",
  home: "~",
  appdata: "~/AppData/Roaming",
  localappdata: "~/AppData/Local",
};

/** What is left of properties and items is no command of the shell: it stands for some text. */
export function expanded(text: string, language: "shell" | "batch"): string {
  return text
    .replace(/\$\(\[[^\n[\]]{0,400}\]::[^\n)]{0,400}\)\)?/g, "…")
    .replace(/\$\((\w+)\)/g, (_, name: string) =>
      language === "batch" ? `%${name}%` : `\${${name}}`,
    )
    .replace(/[$@%]\([^()\n]{0,200}\)/g, "…");
}
