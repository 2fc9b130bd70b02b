import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openLocal } from "../../src/git/local.ts";
import { commitFiles, emptyRepository, git, scratchFolder } from "./scratch.ts";

/** Every setting known to make git start a program; `%` is a command that leaves a mark. */
const HOSTILE_SETTINGS = `
[core]
	repositoryFormatVersion = 1
	fsmonitor = %
	hooksPath = HOOKS
	sshCommand = %
	askPass = %
	editor = %
	pager = %
	gitProxy = %
	alternateRefsCommand = %
	attributesFile = ATTRIBUTES
	commitGraph = true
[extensions]
	partialClone = origin
	worktreeConfig = true
[remote "origin"]
	url = ext::%
	promisor = true
	partialCloneFilter = blob:none
	uploadpack = %
	receivepack = %
	vcs = evil
	proxy = %
[diff]
	external = %
[diff "evil"]
	textconv = %
	command = %
[filter "evil"]
	clean = %
	smudge = %
	process = %
	required = true
[merge "evil"]
	driver = %
[alias]
	cat-file = !%
	rev-parse = !%
	ls-tree = !%
	log = !%
	merge-base = !%
	rev-list = !%
	config = !%
[credential]
	helper = !%
[uploadpack]
	packObjectsHook = %
[gpg]
	program = %
[log]
	showSignature = true
[pager]
	log = %
	cat-file = %
[sequence]
	editor = %
[trailer "evil"]
	command = %
[protocol "ext"]
	allow = always
[protocol "file"]
	allow = always
[include]
	path = INCLUDED
`;

interface Trap {
  folder: string;
  marks: string;
  settings: string;
}

/** A repository whose own files try to start a program in every way that git offers. */
function trappedRepository(): Trap {
  const folder = emptyRepository();
  commitFiles(folder, { "a.txt": "1", ".gitattributes": "* filter=evil diff=evil merge=evil\n" });
  commitFiles(folder, { "a.txt": "2", "run.sh": "true" }, "Second");
  const marks = scratchFolder();
  const program = join(scratchFolder(), "program.sh");
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" > "${marks}/mark.$$"\n`);
  chmodSync(program, 0o755);
  const dotGit = join(folder, ".git");
  const hooks = join(dotGit, "hooks");
  mkdirSync(hooks, { recursive: true });
  for (const hook of [
    "post-checkout",
    "reference-transaction",
    "pre-auto-gc",
    "post-index-change",
  ]) {
    writeFileSync(join(hooks, hook), `#!/bin/sh\n${program} ${hook}\n`, { mode: 0o755 });
  }
  const included = join(dotGit, "included");
  writeFileSync(included, `[core]\n\tfsmonitor = ${program}\n\tpager = ${program}\n`);
  writeFileSync(join(dotGit, "attributes"), "* filter=evil diff=evil\n");
  const settings = HOSTILE_SETTINGS.replaceAll("%", program)
    .replace("HOOKS", hooks)
    .replace("ATTRIBUTES", join(dotGit, "attributes"))
    .replace("INCLUDED", included);
  writeFileSync(join(dotGit, "config"), settings);
  writeFileSync(join(dotGit, "config.worktree"), settings);
  mkdirSync(join(dotGit, "info"), { recursive: true });
  writeFileSync(join(dotGit, "info", "attributes"), "* filter=evil diff=evil merge=evil\n");
  return { folder, marks, settings };
}

/** Removes a blob, so that reading it would make git fetch it from the promisor. */
function loseBlob(folder: string, oid: string): void {
  rmSync(join(folder, ".git", "objects", oid.slice(0, 2), oid.slice(2)));
}

async function useEverything(folder: string): Promise<void> {
  const repository = await openLocal(folder);
  const head = await repository.resolve("HEAD");
  const first = await repository.resolve("HEAD~1");
  if (!head || !first) throw new Error("the commits were not found");
  await repository.defaultBase();
  expect(await repository.recentMerges(5)).toHaveLength(1);
  expect(await repository.mergeBases(head, first)).toEqual([first]);
  await repository.list(head);
  await repository.treeId(head);
  await repository.read(["1".repeat(40)], 100);
  await repository.file(head, "run.sh", 100);
  await repository.resolve("origin/main");
  await repository.resolve("@{upstream}");
  for await (const chunk of await repository.archive(head)) expect(chunk).toBeDefined();
  await repository.close();
}

test("nothing in a repository's own configuration is obeyed", async () => {
  const { folder, marks } = trappedRepository();
  await useEverything(folder);
  expect(readdirSync(marks)).toEqual([]);
});

test("the trap works: plain git on the same repository runs its programs", () => {
  const { folder, marks } = trappedRepository();
  try {
    git(folder, "status");
    git(folder, "cat-file", "-p", "1".repeat(40));
  } catch {
    // The missing object is an error, after the promisor's program ran.
  }
  expect(readdirSync(marks)).not.toEqual([]);
});

test("nothing in the account's configuration and in our environment is obeyed", async () => {
  const { folder, marks, settings } = trappedRepository();
  const home = scratchFolder();
  const configured = join(home, ".gitconfig");
  writeFileSync(configured, settings);
  mkdirSync(join(home, ".config", "git"), { recursive: true });
  writeFileSync(join(home, ".config", "git", "config"), settings);
  const program = /fsmonitor = (.*)/.exec(settings)?.[1] ?? "";
  const hostile: Record<string, string> = {
    HOME: home,
    XDG_CONFIG_HOME: join(home, ".config"),
    PATH: `${folder}:${process.env["PATH"]}`,
    GIT_CONFIG_GLOBAL: configured,
    GIT_CONFIG_SYSTEM: configured,
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: "core.fsmonitor",
    GIT_CONFIG_VALUE_0: program,
    GIT_CONFIG_PARAMETERS: `'core.pager=${program}'`,
    GIT_DIR: "/nonexistent",
    GIT_EXTERNAL_DIFF: program,
    GIT_SSH_COMMAND: program,
    GIT_ASKPASS: program,
    GIT_PAGER: program,
    GIT_EXEC_PATH: folder,
    GIT_TRACE: join(marks, "trace"),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: marks,
    GIT_REPLACE_REF_BASE: "refs/heads/",
    GIT_PROXY_COMMAND: program,
  };
  writeFileSync(join(folder, "git"), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
  writeFileSync(join(folder, "git-cat-file"), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
  const before = { ...process.env };
  onTestFinished(() => {
    for (const key of Object.keys(hostile)) delete process.env[key];
    Object.assign(process.env, before);
  });
  Object.assign(process.env, hostile);
  await useEverything(folder);
  expect(readdirSync(marks)).toEqual([]);
});

test("a blob that a partial clone lacks is absent and is not fetched", async () => {
  const { folder, marks } = trappedRepository();
  const lost = git(folder, "rev-parse", "HEAD:a.txt");
  const kept = git(folder, "rev-parse", "HEAD:run.sh");
  const repository = await openLocal(folder);
  onTestFinished(() => repository.close());
  loseBlob(folder, lost);
  expect(await repository.read([lost, kept], 100)).toEqual([
    { missing: "absent" },
    Buffer.from("true"),
  ]);
  const head = git(folder, "rev-parse", "HEAD");
  await expect(repository.archive(head)).rejects.toMatchObject({ kind: "refused" });
  expect(readdirSync(marks)).toEqual([]);
});

test("the reviewed repository is not written to", async () => {
  const { folder } = trappedRepository();
  const before = readdirSync(join(folder, ".git"), { recursive: true }).toSorted();
  await useEverything(folder);
  expect(readdirSync(join(folder, ".git"), { recursive: true }).toSorted()).toEqual(before);
  expect(existsSync(join(folder, ".git", "FETCH_HEAD"))).toBe(false);
});
