/** What a maintainer can ask for in a comment, after parsing and before authorisation. */
export type Command =
  | { name: "sandbox-run"; sha: string | null; profile: string | null }
  | { name: "sandbox-exec"; sha: string; language: string; program: string }
  | { name: "sandbox-cancel" }
  | { name: "sandbox-status" }
  | { name: "review" }
  | { name: "explain"; finding: string }
  | { name: "accept"; finding: string; sha: string; reason: string }
  | { name: "reopen"; finding: string }
  | { name: "help"; of: "sandbox" | "gatehouse" };

/** GitHub's repository permission, as the live permission call answers it, weakest first. */
export const PERMISSIONS = ["none", "read", "triage", "write", "maintain", "admin"] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** One line of help, from the same table as the parser. */
export interface CommandHelp {
  /** How it is written: `/sandbox run [<full sha>] [<profile>]`. */
  usage: string;
  says: string;
  /** The weakest role that may use it. */
  role: Permission;
}
