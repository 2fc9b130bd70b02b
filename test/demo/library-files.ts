import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const FOLDER = join(import.meta.dirname, "library");

/** The small repository of the demo: an honest library with its tests. */
export function libraryFiles(): Record<string, string> {
  const files: Record<string, string> = { ".gitignore": "node_modules/\n.vscode/\n.idea/\n" };
  for (const entry of readdirSync(FOLDER, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files[relative(FOLDER, path)] = readFileSync(path, "utf8");
  }
  return files;
}

/** A file of the library with one passage replaced; fails if the passage is not there once. */
export function changed(path: string, before: string, after: string): string {
  const text = libraryFiles()[path] ?? "";
  if (text.split(before).length !== 2) throw new Error(`${path} has no single ${before}`);
  return text.replace(before, () => after);
}
