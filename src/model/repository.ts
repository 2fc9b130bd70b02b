/**
 * A repository as Gatehouse keys it: ids never change, names only serve to build addresses
 * and to be read by people.
 */
export interface RepositoryRef {
  installationId: number;
  id: number;
  owner: string;
  name: string;
}

/** A repository of the same owner of which only the name is known; its id is asked for. */
export interface SiblingRef {
  installationId: number;
  id: null;
  owner: string;
  name: string;
}

/** A full commit id of 40 hexadecimal digits, checked where it enters. */
export type CommitSha = string;

const FULL_SHA = /^[0-9a-f]{40}$/;

/** Tells whether a text is a full SHA-1 commit id in lower case. */
export function isCommitSha(text: string): text is CommitSha {
  return FULL_SHA.test(text);
}
