import { lstat, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "../model/fault.ts";
import type { RepositoryPlace } from "./find-repository.ts";
import { gitConfiguration } from "./git-environment.ts";
import { runGit } from "./run-git.ts";

/** A repository of ours that shows another one's objects and refs. */
export interface ShadowRepository {
  gitDir: string;
  remove(): Promise<void>;
}

const MAX_HEAD_BYTES = 4096;

/**
 * Makes a scratch repository whose configuration is ours and whose objects, refs, reflogs
 * and shallow boundary are those of the reviewed one. Git then reads everything that names
 * a revision and nothing that could command it: no configuration, hook, graft or promisor.
 * Nothing is ever written into the reviewed repository.
 */
export async function shadowRepository(place: RepositoryPlace): Promise<ShadowRepository> {
  const gitDir = await mkdtemp(join(tmpdir(), "gatehouse-git-"));
  try {
    const format = await storageFormat(gitDir, join(place.commonDir, "config"));
    await writeFile(
      join(gitDir, "config"),
      gitConfiguration(format.objects, format.reftable ? "reftable" : undefined),
    );
    await writeFile(join(gitDir, "HEAD"), await head(join(place.gitDir, "HEAD")));
    // Through a link of ours, so that no byte of the reviewed path is parsed as a list.
    await mkdir(join(gitDir, "objects", "info"), { recursive: true });
    await symlink(join(place.commonDir, "objects"), join(gitDir, "reviewed"));
    await writeFile(join(gitDir, "objects", "info", "alternates"), `${gitDir}/reviewed\n`);
    for (const name of ["refs", "packed-refs", "logs", "shallow", "reftable"]) {
      await symlinkIfPresent(join(place.commonDir, name), join(gitDir, name));
    }
    return { gitDir, remove: () => rm(gitDir, { recursive: true, force: true }) };
  } catch (error) {
    await rm(gitDir, { recursive: true, force: true });
    throw error;
  }
}

/**
 * How ids and refs are stored: the only two settings that are taken from the reviewed
 * configuration, read by git's parser as plain text, without includes.
 */
async function storageFormat(
  scratch: string,
  file: string,
): Promise<{ objects: "sha1" | "sha256"; reftable: boolean }> {
  const objects = await setting(scratch, file, "extensions.objectformat");
  const refs = await setting(scratch, file, "extensions.refstorage");
  if (objects !== "sha1" && objects !== "sha256" && objects !== "") {
    throw new Fault("refused", `unknown object format ${JSON.stringify(objects)}`);
  }
  if (refs !== "files" && refs !== "reftable" && refs !== "") {
    throw new Fault("refused", `unknown ref storage ${JSON.stringify(refs)}`);
  }
  return { objects: objects === "sha256" ? "sha256" : "sha1", reftable: refs === "reftable" };
}

async function setting(scratch: string, file: string, key: string): Promise<string> {
  const known = await stat(file).catch(() => null);
  if (!known?.isFile()) return "";
  const answer = await runGit({
    gitDir: scratch,
    args: ["config", "--file", file, "--no-includes", "--get", key],
    maxBytes: 4096,
  });
  // 1 says that the key is not there; anything else that the file is no configuration.
  if (answer.code === 1) return "";
  if (answer.code !== 0) throw new Fault("refused", `git cannot read ${JSON.stringify(file)}`);
  return answer.stdout.toString("utf8").trim().toLowerCase();
}

async function head(path: string): Promise<string> {
  const { size } = await stat(path);
  const text = size > MAX_HEAD_BYTES ? "" : (await readFile(path, "utf8")).trim();
  if (!/^(?:ref: refs\/\S+|[0-9a-f]{40}(?:[0-9a-f]{24})?)$/.test(text)) {
    throw new Fault("refused", `${JSON.stringify(path)} is not a HEAD that git would accept`);
  }
  return `${text}\n`;
}

async function symlinkIfPresent(target: string, path: string): Promise<void> {
  const there = await lstat(target).catch(() => null);
  if (there) await symlink(target, path);
}
