import type { Command, CommandHelp, Permission } from "../model/command.ts";
import { isCommitSha } from "../model/repository.ts";
import { ProfileName } from "./policy-section.ts";

/** What a command form answers about its words: the command, or every reason why not. */
export type Reading = { command: Command } | { problems: string[] };

/** One command: how it is written, what it does, who may use it, how its words are read. */
export interface CommandForm extends CommandHelp {
  room: "sandbox" | "gatehouse";
  verb: string;
  /** Reads the words after the verb; `block` is the fenced block, where the form has one. */
  read(words: readonly string[], block: string | null): Reading;
  /** Whether a fenced block belongs to it. */
  takesBlock?: true;
}

/** A reason to accept is this many characters long. */
export const REASON_LENGTH = { min: 10, max: 500 } as const;

const FINGERPRINT = /^[0-9a-f]{32}$/;
const RULE_ID = /^[a-z0-9-]{1,64}(\/[a-z0-9-]{1,64}){1,2}$/;
const FULL_SHA = "the full commit id: 40 digits, 0-9 and a-f in lower case";

/** Every command there is. Parser, help, authorisation and `docs/commands.md` read this. */
export const COMMAND_TABLE: readonly CommandForm[] = [
  {
    room: "sandbox",
    verb: "run",
    usage: "/sandbox run [<full sha>] [<profile>]",
    says: "Runs the tests of that commit in a sandbox. On a pull request from a fork the commit id is needed.",
    role: "write",
    read: readRun,
  },
  {
    room: "sandbox",
    verb: "exec",
    usage: "/sandbox exec <language> <full sha>",
    says: "Runs the program in the fenced block below it, beside that commit. Off unless the policy allows it.",
    role: "write",
    read: readExec,
    takesBlock: true,
  },
  plain(
    { name: "sandbox-cancel" },
    "sandbox",
    "cancel",
    "Stops the sandbox runs of this pull request.",
  ),
  plain(
    { name: "sandbox-status" },
    "sandbox",
    "status",
    "Says which sandbox runs there are and how they stand.",
  ),
  plain({ name: "help", of: "sandbox" }, "sandbox", "help", "Lists these commands."),
  plain({ name: "review" }, "gatehouse", "review", "Reviews the current head again."),
  {
    room: "gatehouse",
    verb: "explain",
    usage: "/gatehouse explain <finding>",
    says: "Explains one finding, named by its fingerprint or its rule.",
    role: "write",
    read: readExplain,
  },
  {
    room: "gatehouse",
    verb: "accept",
    usage: "/gatehouse accept <finding>@<full sha> -- <reason>",
    says: "Accepts one finding of that commit. Not for people who wrote or pushed a commit of the pull request.",
    role: "maintain",
    read: readAccept,
  },
  {
    room: "gatehouse",
    verb: "reopen",
    usage: "/gatehouse reopen <finding>",
    says: "Takes back that this finding was accepted in this pull request; it counts again.",
    role: "maintain",
    read: readReopen,
  },
  plain({ name: "help", of: "gatehouse" }, "gatehouse", "help", "Lists these commands."),
];

/** The help of one family of commands, in the order of the table. */
export function commandHelp(of: "sandbox" | "gatehouse"): CommandHelp[] {
  return COMMAND_TABLE.filter((form) => form.room === of).map(({ usage, says, role }) => ({
    usage,
    says,
    role,
  }));
}

/** The weakest role that a command needs, whatever the policy says. */
export function roleOf(command: Command): Permission {
  switch (command.name) {
    case "sandbox-run":
    case "sandbox-exec":
    case "sandbox-cancel":
    case "sandbox-status":
      return roleOfForm("sandbox", command.name.slice("sandbox-".length));
    case "help":
      return roleOfForm(command.of, "help");
    case "review":
    case "explain":
    case "accept":
    case "reopen":
      return roleOfForm("gatehouse", command.name);
  }
}

function roleOfForm(room: CommandForm["room"], verb: string): Permission {
  const form = COMMAND_TABLE.find((known) => known.room === room && known.verb === verb);
  // A command that nobody wrote into the table is for nobody.
  return form?.role ?? "admin";
}

function plain(
  command: Command,
  room: CommandForm["room"],
  verb: string,
  says: string,
): CommandForm {
  return {
    room,
    verb,
    usage: `/${room} ${verb}`,
    says,
    role: "write",
    read: (words) =>
      words.length === 0 ? { command } : { problems: ["this command takes no words after it"] },
  };
}

function readRun(words: readonly string[]): Reading {
  const [first, ...others] = words;
  const problems: string[] = [];
  const named = first !== undefined && !looksLikeProfile(first);
  if (named && !isCommitSha(first)) problems.push(whyNoSha(first));
  const rest = named ? others : words;
  const [profile] = rest;
  if (profile !== undefined && !looksLikeProfile(profile)) {
    problems.push(
      "a profile is a name of lower case letters, digits and hyphens, and not hexadecimal digits only",
    );
  }
  if (rest.length > 1)
    problems.push("at most a commit id and a profile can be named, in this order");
  if (problems.length > 0) return { problems };
  return {
    command: { name: "sandbox-run", sha: named ? first : null, profile: profile ?? null },
  };
}

function readExec(words: readonly string[], block: string | null): Reading {
  const [language, sha, ...rest] = words;
  const problems: string[] = [];
  if (language === undefined || !/^[a-z][a-z0-9+-]{0,31}$/.test(language)) {
    problems.push("name the language first, in lower case");
  }
  if (sha === undefined || !isCommitSha(sha)) problems.push(whyNoSha(sha ?? ""));
  if (rest.length > 0) problems.push("only a language and a commit id can be named");
  if (block === null) problems.push("put the program into one fenced block below the command");
  if (problems.length > 0 || !language || !sha || block === null) return { problems };
  return { command: { name: "sandbox-exec", sha, language, program: block } };
}

function readExplain(words: readonly string[]): Reading {
  const [finding] = words;
  if (words.length !== 1 || finding === undefined) return { problems: ["name one finding"] };
  if (!FINGERPRINT.test(finding) && !RULE_ID.test(finding)) {
    return {
      problems: [
        "a finding is named by its fingerprint of 32 digits or by its rule, family/rule-id",
      ],
    };
  }
  return { command: { name: "explain", finding } };
}

function readAccept(words: readonly string[]): Reading {
  const text = words.join(" ");
  const split = /^(\S+)\s+--\s+(.*)$/.exec(text) ?? /^(\S*)(?:\s+--\s*)?()$/.exec(text);
  const [finding = "", sha = "", ...rest] = (split?.[1] ?? "").split("@");
  const reason = (split?.[2] ?? "").trim();
  const problems: string[] = [];
  if (!FINGERPRINT.test(finding)) {
    problems.push("name the finding by its full fingerprint of 32 digits");
  }
  if (!isCommitSha(sha) || rest.length > 0) problems.push(whyNoSha(sha));
  if (reason.length < REASON_LENGTH.min || reason.length > REASON_LENGTH.max) {
    problems.push(
      `give a reason of ${REASON_LENGTH.min} to ${REASON_LENGTH.max} characters after " -- "`,
    );
  }
  if (problems.length > 0) return { problems };
  return { command: { name: "accept", finding, sha, reason } };
}

function readReopen(words: readonly string[]): Reading {
  const [finding = ""] = words;
  if (words.length !== 1 || !FINGERPRINT.test(finding)) {
    return { problems: ["name one finding by its full fingerprint of 32 digits"] };
  }
  return { command: { name: "reopen", finding } };
}

function looksLikeProfile(word: string): boolean {
  return ProfileName.safeParse(word).success;
}

/** Says what is wrong with a word that should be a commit id. */
function whyNoSha(word: string): string {
  if (/^[0-9a-fA-F]{40}$/.test(word))
    return `write the commit id in lower case; needed is ${FULL_SHA}`;
  if (/^[0-9a-fA-F]+$/.test(word)) {
    return `a shortened commit id can be made to fit another commit; needed is ${FULL_SHA}, here are ${word.length}`;
  }
  return `this is no commit id; needed is ${FULL_SHA}`;
}
