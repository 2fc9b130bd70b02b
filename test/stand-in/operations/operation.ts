import type { Caller } from "../tokens.ts";
import type { Repository, State } from "../state.ts";

/** One REST request after routing, authentication and the contract's checks. */
export interface OperationCall {
  state: State;
  caller: Caller;
  path: Record<string, string>;
  query: Record<string, string>;
  /** The JSON body; its form was held against GitHub's description. */
  body: Record<string, unknown>;
  /** The repository that the path names, when it names one. */
  repository: Repository | null;
  /** Tells the App of something that happened. */
  notify: Notify;
}

/** Sends a webhook without holding up the answer. */
export type Notify = (event: string, payload: object) => void;

/** What goes back. */
export interface OperationAnswer {
  status: number;
  body: unknown;
}

/** Answers one operation of the REST API. */
export type Operation = (call: OperationCall) => Promise<OperationAnswer> | OperationAnswer;

/** An error as GitHub words it. */
export function refusal(status: number, message: string): OperationAnswer {
  const documentation_url = "https://docs.github.com/rest";
  return { status, body: { message, documentation_url, status: String(status) } };
}

/** The repository of a call whose path has one. */
export function repositoryOf(call: OperationCall): Repository {
  if (call.repository === null) throw new Error("this operation's path names no repository");
  return call.repository;
}

/** The part of a list that a page asks for. */
export function pageOf<T>(list: readonly T[], query: Record<string, string>): T[] {
  const size = Number(query["per_page"] ?? 30);
  const page = Number(query["page"] ?? 1);
  return list.slice((page - 1) * size, page * size);
}
