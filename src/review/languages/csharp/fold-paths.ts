import type { Fold } from "../../code/analysis.ts";
import { concatenate } from "../../code/expressions.ts";
import { constant, type Value } from "../../code/value.ts";
import { madeOf } from "../decoded.ts";
import { changed, plainText } from "./fold-texts.ts";

/** Paths, and the folders of the system and of the user. */
export const PATH_FOLDS: [string, Fold][] = [
  ["Path.Combine", (_, words) => path(words)],
  ["Path.Join", (_, words) => path(words)],
  ["Path.GetTempPath", () => constant("/tmp/")],
  ["Path.GetTempFileName", () => constant("/tmp/tmp.tmp")],
  ["Path.GetFullPath", (_, [text]) => text ?? null],
  ["Path.ChangeExtension", (_, [text, extension]) => renamed(text, extension)],
  ["Path.GetFileName", (_, [text]) => (text === undefined ? null : changed(text, baseName))],
  ["Environment.GetFolderPath", (_, [folder]) => folderPath(folder)],
  ["Environment.ExpandEnvironmentVariables", (_, [text]) => expanded(text)],
];

/** Words of a path; one that begins at the root stands alone. */
function path(words: readonly Value[]): Value | null {
  const [first] = words;
  const given =
    words.length === 1 && first !== undefined ? (first.boxes[0]?.items ?? words) : words;
  const start = given.findLastIndex((each) => /^(?:[/~]|[A-Za-z]:)/.test(plainText(each) ?? ""));
  const rest = given.slice(Math.max(0, start));
  const pieces = rest.flatMap((each, index) => {
    const text = plainText(each);
    const plain = text === null ? each : madeOf(text.replace(/[/\\]$/, ""), [each]);
    return index === 0 ? [plain] : [constant("/"), plain];
  });
  return pieces.length === 0 ? null : concatenate(pieces);
}

function renamed(text: Value | undefined, extension: Value | undefined): Value | null {
  const end = plainText(extension);
  if (text === undefined || end === null) return null;
  return changed(
    text,
    (each) => each.replace(/\.[^./\\]*$/, "") + (end.startsWith(".") ? end : `.${end}`),
  );
}

function baseName(text: string): string {
  return text.slice(Math.max(text.lastIndexOf("/"), text.lastIndexOf("\\")) + 1);
}

/** Source: .NET, `Environment.SpecialFolder`. */
const FOLDERS: Readonly<Record<string, string>> = {
  UserProfile: "~",
  Personal: "~/Documents",
  MyDocuments: "~/Documents",
  ApplicationData: "~/AppData/Roaming",
  LocalApplicationData: "~/AppData/Local",
  CommonApplicationData: "C:/ProgramData",
  Startup: "~/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Startup",
  CommonStartup: "C:/ProgramData/Microsoft/Windows/Start Menu/Programs/Startup",
  System: "C:/Windows/System32",
  Windows: "C:/Windows",
  ProgramFiles: "C:/Program Files",
  DesktopDirectory: "~/Desktop",
  Desktop: "~/Desktop",
};

function folderPath(folder: Value | undefined): Value | null {
  const name = folder?.apis.map((each) => each.slice(each.lastIndexOf(".") + 1))[0];
  const found = name === undefined ? undefined : FOLDERS[name];
  return found === undefined ? null : constant(found);
}

/** `%USERPROFILE%` and its kin. */
function expanded(text: Value | undefined): Value | null {
  if (text === undefined) return null;
  return changed(text, (each) =>
    each
      .replace(/%(?:USERPROFILE|HOMEPATH|HOME)%/gi, "~")
      .replace(/%APPDATA%/gi, "~/AppData/Roaming")
      .replace(/%LOCALAPPDATA%/gi, "~/AppData/Local")
      .replace(/%(?:TEMP|TMP)%/gi, "/tmp"),
  );
}
