import { spawn } from "node:child_process";
import { buffer, text } from "node:stream/consumers";

/** A file of a commit: its text or bytes, or something that git keeps under another mode. */
export type FileContent =
  | string
  | Uint8Array
  | { executable: string | Uint8Array }
  | { symlink: string }
  | { submodule: string };

/** A commit to be made. A path with null is deleted. */
export interface NewCommit {
  branch: string;
  message: string;
  files: Record<string, FileContent | null>;
  /** The commit to build on; by default the tip of the branch, if there is one. */
  parent?: string;
  author?: { name: string; email: string };
}

const environment = {
  PATH: process.env["PATH"],
  HOME: "/nonexistent",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
};

/** Runs git in a bare repository and answers what it printed; fails with what it complained. */
export async function git(
  gitDir: string,
  args: readonly string[],
  input?: Uint8Array,
): Promise<string> {
  const child = spawn("git", [`--git-dir=${gitDir}`, ...args], { env: environment });
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  const [out, complaint, code] = await Promise.all([
    buffer(child.stdout),
    text(child.stderr),
    ended,
  ]);
  if (code !== 0) throw new Error(`git ${args.join(" ")}: ${complaint}`);
  return out.toString("utf8");
}

/** Makes an empty bare repository that serves any commit by SHA and takes no push, as GitHub. */
export async function createBareRepository(gitDir: string, branch: string): Promise<void> {
  await git(gitDir, ["init", "--quiet", "--bare", `--initial-branch=${branch}`, gitDir]);
  const settings = {
    "uploadpack.allowAnySHA1InWant": "true",
    "uploadpack.allowFilter": "true",
    "http.receivepack": "false",
    "gc.auto": "0",
  };
  for (const [name, value] of Object.entries(settings)) await git(gitDir, ["config", name, value]);
}

/** Makes a commit from files and moves the branch to it; answers its SHA. */
export async function commit(gitDir: string, wanted: NewCommit): Promise<string> {
  const ref = `refs/heads/${wanted.branch}`;
  const parent = wanted.parent ?? (await tip(gitDir, ref));
  const { name, email } = wanted.author ?? { name: "Somebody", email: "somebody@example.invalid" };
  const now = Math.floor(Date.now() / 1000);
  const stream = [
    line(`commit ${ref}`),
    line(`committer ${name} <${email}> ${now} +0000`),
    data(wanted.message),
    ...(parent === null ? [] : [line(`from ${parent}`)]),
    ...Object.entries(wanted.files).flatMap(([path, content]) => fileChange(path, content)),
    line("done"),
  ];
  const flags = ["fast-import", "--quiet", "--force", "--done"];
  await git(gitDir, flags, Buffer.concat(stream));
  return (await git(gitDir, ["rev-parse", ref])).trim();
}

async function tip(gitDir: string, ref: string): Promise<string | null> {
  const found = await git(gitDir, ["for-each-ref", "--format=%(objectname)", ref]);
  return found.trim() === "" ? null : found.trim();
}

function fileChange(path: string, content: FileContent | null): Buffer[] {
  const name = quoted(path);
  if (content === null) return [line(`D ${name}`)];
  if (typeof content === "string" || content instanceof Uint8Array) {
    return [line(`M 100644 inline ${name}`), data(content)];
  }
  if ("executable" in content) {
    return [line(`M 100755 inline ${name}`), data(content.executable)];
  }
  if ("symlink" in content) return [line(`M 120000 inline ${name}`), data(content.symlink)];
  return [line(`M 160000 ${content.submodule} ${name}`)];
}

function line(words: string): Buffer {
  return Buffer.from(`${words}\n`);
}

function data(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([line(`data ${bytes.length}`), bytes, line("")]);
}

/** A path in the quotes of git fast-import, so that newlines and quotes may stand in it. */
function quoted(path: string): string {
  const bytes = [...Buffer.from(path)].map((byte) => {
    const plain = byte > 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c;
    return plain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, "0")}`;
  });
  return `"${bytes.join("")}"`;
}

/** Brings branches of another folder in; `refspec` as git writes it. */
export async function fetchFrom(gitDir: string, from: string, refspec: string): Promise<void> {
  await git(gitDir, ["fetch", "--quiet", "--no-tags", from, refspec]);
}

/** What was found stays: nothing here takes commits away while a repository is there. */
const found = new Set<string>();

/** Tells whether the commit is in the repository. */
export async function hasCommit(gitDir: string, sha: string): Promise<boolean> {
  const key = `${gitDir} ${sha}`;
  if (found.has(key)) return true;
  try {
    if ((await git(gitDir, ["cat-file", "-t", sha])).trim() !== "commit") return false;
    found.add(key);
    return true;
  } catch {
    return false;
  }
}
