import { Octokit } from "@octokit/rest";

/** Creates an Octokit that is not signed in and logs nothing: its log would name addresses. */
export function createOctokit(apiUrl: string): Octokit {
  return new Octokit({ baseUrl: apiUrl, log: quiet, userAgent: "gatehouse" });
}

const quiet = { debug: noop, info: noop, warn: noop, error: noop };

function noop(): void {
  // Nothing to say.
}
