import { RE2JS } from "re2js";
import { splitAttributes } from "./git-files.ts";
import { folderOf } from "./paths.ts";

/** Answers an attribute's value for a path; null when nothing sets it. */
export type AttributeOf = (path: string, attribute: string) => string | null;

interface Line {
  folder: string;
  matches: (path: string) => boolean;
  attributes: ReadonlyMap<string, string>;
}

const MOST_LINES = 2000;

/**
 * Reads all `.gitattributes` files of a tree, by their paths, into one answer. As in git, a
 * deeper file goes before one above it and a later line before an earlier one.
 */
export function attributesOf(files: ReadonlyMap<string, string>): AttributeOf {
  const lines = [...files]
    .toSorted(([a], [b]) => folderOf(a).length - folderOf(b).length)
    .flatMap(([path, text]) => linesOf(folderOf(path), text))
    .reverse();
  return (path, attribute) => {
    for (const line of lines) {
      const value = line.attributes.get(attribute);
      if (value !== undefined && isInside(path, line.folder) && line.matches(path)) return value;
    }
    return null;
  };
}

function isInside(path: string, folder: string): boolean {
  return folder === "" || path.startsWith(`${folder}/`);
}

function linesOf(folder: string, text: string): Line[] {
  return text
    .split("\n", MOST_LINES)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#") && !line.startsWith("[attr]"))
    .map((line) => {
      const [pattern = "", ...attributes] = splitAttributes(line);
      return {
        folder,
        matches: matcher(folder, pattern),
        attributes: new Map(attributes.map(pairOf)),
      };
    });
}

function pairOf(attribute: string): [string, string] {
  const sign = attribute.indexOf("=");
  if (sign > 0) return [attribute.slice(0, sign), attribute.slice(sign + 1)];
  return attribute.startsWith("-") ? [attribute.slice(1), "unset"] : [attribute, "set"];
}

/** A pattern without a slash matches names at any depth, any other the path below the folder. */
function matcher(folder: string, pattern: string): (path: string) => boolean {
  const anchored = pattern.replace(/\/$/, "").includes("/");
  const source = globSource(pattern.replace(/^\//, ""));
  const prefix = folder === "" ? "" : `${RE2JS.quote(folder)}/`;
  const compiled = RE2JS.compile(`^${prefix}${anchored ? "" : "(?:.*/)?"}${source}$`, RE2JS.DOTALL);
  return (path) => compiled.matcher(path).find();
}

function globSource(glob: string): string {
  let out = "";
  for (let at = 0; at < glob.length && at < 300; at += 1) {
    const sign = glob.charAt(at);
    if (glob.startsWith("**/", at)) {
      out += "(?:.*/)?";
      at += 2;
    } else if (glob.startsWith("**", at)) {
      out += ".*";
      at += 1;
    } else if (sign === "*") out += "[^/]*";
    else if (sign === "?") out += "[^/]";
    else if (sign === "[" && glob.indexOf("]", at + 2) > 0) {
      const end = glob.indexOf("]", at + 2);
      const inside = glob.slice(at + 1, end).replace(/[\\[\]&~|]/g, "\\$&");
      out += `[${inside.replace(/^!/, "^")}]`;
      at = end;
    } else out += RE2JS.quote(sign);
  }
  return out;
}
