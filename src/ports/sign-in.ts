/** Somebody whom GitHub knows. */
export interface Person {
  id: number;
  login: string;
}

/** GitHub's web flow for people, of which nothing is kept but who somebody is. */
export interface SignInWithGitHub {
  /** Where a browser is sent: GitHub asks there whether somebody wants to sign in. */
  address(wanted: { state: string; challenge: string }): string;
  /** Who came back with this code; null for a code that GitHub does not take. */
  person(code: string, verifier: string): Promise<Person | null>;
}
