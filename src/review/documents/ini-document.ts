import { scalarNode, type Entry, type Node } from "./node.ts";

/**
 * Reads `key = value` files: `.npmrc`, `setup.cfg`, `tox.ini`, `.gitmodules`. Sections are
 * mappings in the root; keys before the first section stand in the root itself. Indented
 * lines continue the value above them and a colon is as good as a sign, as Python's configparser
 * has it, unless the file is `flat`.
 */
export function parseIni(text: string, options: { flat?: boolean } = {}): Node {
  const root: Entry[] = [];
  let section = root;
  let open: Open | null = null;
  const lines = text.replace(/^\ufeff/, "").split("\n");
  for (const [index, raw] of lines.entries()) {
    const line = raw.replace(/\r$/, "");
    const number = index + 1;
    if (/^\s*[#;]/.test(line)) continue;
    const continues = options.flat !== true && /^[ \t]/.test(line) && open !== null;
    if (continues && open !== null) {
      open.lines.push(line.trim());
      continue;
    }
    const header = /^\s*\[(.*)\]\s*(?:[#;].*)?$/.exec(line);
    if (header !== null) {
      section = [];
      root.push({ key: header[1]?.trim() ?? "", keyLine: number, value: mapNode(section, number) });
      close(open);
      open = null;
      continue;
    }
    const entry = entryOf(line, number, options.flat === true ? /=/ : /[=:]/);
    if (entry === null) continue;
    close(open);
    section.push(entry);
    open = { entry, lines: [String(entry.value.scalar)] };
  }
  close(open);
  return mapNode(root, 1);
}

/** A key and the lines of its value so far. */
interface Open {
  entry: Entry;
  lines: string[];
}

/** The value of a key with lines below it begins on the next line when its own is empty. */
function close(open: Open | null): void {
  if (open === null || open.lines.length === 1) return;
  const { entry, lines } = open;
  const own = lines[0] === "" ? lines.slice(1) : lines;
  const first = lines[0] === "" ? entry.keyLine + 1 : entry.keyLine;
  entry.value = scalarNode(own.join("\n"), entry.keyLine, entry.keyLine + lines.length - 1, first);
}

function entryOf(line: string, number: number, separator: RegExp): Entry | null {
  const text = line.trim();
  if (text === "") return null;
  const sign = text.search(separator);
  const key = sign === -1 ? text : text.slice(0, sign).trim();
  const value = sign === -1 ? "true" : text.slice(sign + 1).trim();
  return { key, keyLine: number, value: scalarNode(value, number) };
}

function mapNode(entries: Entry[], line: number): Node {
  return { kind: "map", entries, items: [], scalar: null, line, endLine: line, textLine: line };
}
