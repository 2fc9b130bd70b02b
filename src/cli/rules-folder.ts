import { lstat, readdir, readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { terminalLine } from "../report/encoder.ts";
import { type CommandContext, EXIT, wrongUse } from "./command.ts";

/** More than any folder of rules needs; a mistyped folder is not read into memory. */
const MOST = { files: 5_000, bytes: 32 * 1024 * 1024 } as const;

/** `gatehouse rules test DIR`: checks the rules under a folder, with all their examples. */
export async function testRulesIn(
  context: CommandContext,
  folder: string | undefined,
): Promise<number> {
  if (folder === undefined) return wrongUse(context, "say which folder: rules test DIR");
  const files = await filesOf(resolve(context.folder, folder), folder);
  if ("problem" in files) return wrongUse(context, files.problem);
  if (![...files.keys()].some((path) => path.endsWith("/rule.yml"))) {
    const shape = join(folder, "<family>", "<name>", "rule.yml");
    return wrongUse(context, `${folder}: no rule here; a rule is ${shape}`);
  }
  const { rules, problems } = await context.checkRules(files);
  const out = (line: string) => context.terminal.out(line);
  for (const { path, line, column, message } of problems) {
    out(
      `${terminalLine(path === "" ? folder : path)}:${line}:${column}: ${terminalLine(message)}\n`,
    );
  }
  for (const { id, examples } of rules) out(`${terminalLine(id)}: ${examples} examples hold\n`);
  return problems.length > 0 ? EXIT.wrongUse : EXIT.done;
}

/** The regular files under a folder by their path from the caller; symlinks are not followed. */
async function filesOf(
  folder: string,
  shown: string,
): Promise<Map<string, Uint8Array> | { problem: string }> {
  const found = await lstat(folder).catch(() => null);
  if (!found?.isDirectory()) return { problem: `${shown}: there is no such folder` };
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile());
  const files = new Map<string, Uint8Array>();
  let bytes = 0;
  for (const { parentPath, name } of names.slice(0, MOST.files + 1)) {
    const path = join(parentPath, name);
    bytes += (await lstat(path)).size;
    if (bytes > MOST.bytes || files.size >= MOST.files) {
      return { problem: `${shown}: more than ${MOST.files} files or ${MOST.bytes} bytes` };
    }
    files.set(join(shown, relative(folder, path)), await readFile(path));
  }
  return files;
}
