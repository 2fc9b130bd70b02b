import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { commit, createBareRepository, fetchFrom, type FileContent, git } from "./git.ts";
import {
  type Account,
  accountOf,
  type Installation,
  type Repository,
  type Role,
  type State,
  timestamp,
} from "./state.ts";

/** A repository to be made. */
export interface NewRepository {
  owner: string;
  name: string;
  description?: string;
  isPrivate?: boolean;
  defaultBranch?: string;
  /** The files of its first commit. */
  files?: Record<string, FileContent>;
  /** A local git folder whose branches are taken over instead. */
  from?: string;
  /** Whether the App is installed there; yes if left out. */
  installed?: boolean;
}

/** The roles that GitHub knows, and the old level behind each. */
const LEVELS: Record<string, Role["permission"]> = {
  none: "none",
  read: "read",
  triage: "read",
  write: "write",
  maintain: "write",
  admin: "admin",
};

/** Makes a repository; its owner is an admin of it. */
export async function addRepository(
  { state, gitRoot }: { state: State; gitRoot: string },
  wanted: NewRepository,
): Promise<Repository> {
  const owner = accountOf(state, wanted.owner);
  const repository = await makeRepository(state, gitRoot, owner, wanted.name, {
    description: wanted.description ?? "",
    isPrivate: wanted.isPrivate ?? false,
    defaultBranch: wanted.defaultBranch ?? "main",
    parent: null,
  });
  if (wanted.installed !== false) repository.installationId = installationOf(state, owner).id;
  setRole(repository, owner.login, "admin");
  const { gitDir, defaultBranch: branch } = repository;
  if (wanted.from !== undefined) await fetchFrom(gitDir, wanted.from, "+refs/heads/*:refs/heads/*");
  else if (wanted.files !== undefined) {
    await commit(gitDir, { branch, message: "First commit\n", files: wanted.files });
  }
  return repository;
}

/** Forks a repository. As at GitHub, the fork stores no object that the parent has. */
export async function forkRepository(
  { state, gitRoot }: { state: State; gitRoot: string },
  parent: Repository,
  login: string,
): Promise<Repository> {
  const fork = await makeRepository(state, gitRoot, accountOf(state, login), parent.name, {
    description: parent.description,
    isPrivate: parent.isPrivate,
    defaultBranch: parent.defaultBranch,
    parent,
  });
  setRole(fork, login, "admin");
  await writeFile(join(fork.gitDir, "objects/info/alternates"), `${parent.gitDir}/objects\n`);
  await fetchFrom(fork.gitDir, parent.gitDir, "+refs/heads/*:refs/heads/*");
  return fork;
}

async function makeRepository(
  state: State,
  gitRoot: string,
  owner: Account,
  name: string,
  rest: Pick<Repository, "description" | "isPrivate" | "defaultBranch" | "parent">,
): Promise<Repository> {
  const gitDir = join(gitRoot, owner.login, `${name}.git`);
  await mkdir(dirname(gitDir), { recursive: true });
  await createBareRepository(gitDir, rest.defaultBranch);
  const repository: Repository = {
    id: state.nextId(),
    owner,
    name,
    gitDir,
    installationId: null,
    archived: false,
    roles: new Map(),
    createdAt: timestamp(),
    ...rest,
  };
  state.repositories.push(repository);
  return repository;
}

/** Deletes a repository and its objects; pull requests from it lose their head. */
export async function deleteRepository(state: State, repository: Repository): Promise<void> {
  state.repositories.splice(state.repositories.indexOf(repository), 1);
  for (const pull of state.pullRequests) if (pull.head === repository) pull.head = null;
  await rm(repository.gitDir, { recursive: true, force: true });
}

/** Gives somebody a role; a role that GitHub does not know is a custom one on `level`. */
export function setRole(
  repository: Repository,
  login: string,
  roleName: string,
  level?: Role["permission"],
): void {
  const permission = level ?? LEVELS[roleName];
  if (permission === undefined) throw new Error(`the custom role ${roleName} needs a level`);
  repository.roles.set(login.toLowerCase(), { permission, roleName });
}

/** The SHA at the tip of a branch; git writes it into a file of its own when it moves. */
export async function branchTip(repository: Repository, branch: string): Promise<string> {
  const file = join(repository.gitDir, "refs/heads", branch);
  const loose = await readFile(file, "utf8").catch(() => "");
  if (/^[0-9a-f]{40}\n$/.test(loose)) return loose.trim();
  return (await git(repository.gitDir, ["rev-parse", `refs/heads/${branch}`])).trim();
}

function installationOf(state: State, account: Account): Installation {
  const known = state.installations.find((each) => each.account === account);
  if (known !== undefined) return known;
  const installation = { id: state.nextId(), account, suspended: false };
  state.installations.push(installation);
  return installation;
}
