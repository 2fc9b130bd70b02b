import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { PullRequest, Repository } from "../stand-in/state.ts";
import { createStandIn, type StandIn } from "../stand-in/stand-in.ts";
import { libraryFiles } from "./library-files.ts";
import { newIdentity, type Program, startProgram } from "./program.ts";
import type { Proposal } from "./pull-requests.ts";

/** Everything that a demo plays on: the stand-in, Gatehouse, a repository and its maintainer. */
export interface Setting {
  standIn: StandIn;
  program: Program;
  repository: Repository;
  /** Somebody with the role `maintain`. */
  maintainer: string;
  /** Somebody with an account and no role. */
  stranger: string;
  /** Opens a pull request from a fork. */
  propose(proposal: Proposal): Promise<PullRequest>;
  /** The file of the audit trail. */
  auditFile: string;
  /** The page of a pull request at the stand-in. */
  pageOf(pull: PullRequest): string;
  /** Stops Gatehouse, answers its exit code, then stops the stand-in. */
  close(): Promise<number | null>;
}

const MAINTAINER = "maya";
const STRANGER = "passer-by";

/** Starts the stand-in and Gatehouse, in a folder of its own below `under`. */
export async function openSetting({
  under,
  sandbox,
}: {
  under: string;
  sandbox: boolean;
}): Promise<Setting> {
  const folder = freshFolder(under);
  const identity = newIdentity();
  const standIn = await createStandIn({
    webhookSecret: identity.webhookSecret,
    gitRoot: join(folder, "github"),
    appPublicKey: identity.publicKey,
  });
  const { app, apiUrl } = standIn;
  const program = await startProgram({ folder, identity, appId: app.id, apiUrl, sandbox });
  standIn.webhooks.url = `http://127.0.0.1:${program.port}/api/github/webhooks`;
  const repository = await standIn.addRepository({
    owner: "harbour",
    name: "spoken-time",
    files: libraryFiles(),
  });
  standIn.setPermission(repository, MAINTAINER, "maintain");
  return {
    ...{ standIn, program, repository, maintainer: MAINTAINER, stranger: STRANGER },
    async propose(proposal) {
      const head = await standIn.forkRepository(repository, proposal.author);
      return standIn.openPullRequest({ ...proposal, base: repository, head });
    },
    auditFile: join(folder, "data", "audit", "audit.jsonl"),
    pageOf: ({ number }) => `${standIn.url}/harbour/spoken-time/pull/${number}/checks`,
    async close() {
      const code = await program.stop();
      await standIn.close();
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}

/** A folder named after this process; those of processes that are gone are removed. */
function freshFolder(under: string): string {
  mkdirSync(under, { recursive: true });
  for (const name of readdirSync(under)) {
    if (!isAlive(Number(name))) rmSync(join(under, name), { recursive: true, force: true });
  }
  const folder = join(under, String(process.pid));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  return folder;
}

function isAlive(pid: number): boolean {
  if (pid === process.pid || !Number.isInteger(pid)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
