import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { serveGit } from "../stand-in/git-http.ts";

/** A real `git http-backend` on loopback that keeps what it was asked. */
export interface GitServer {
  url: string;
  requests: { method: string; path: string; authorization: string | undefined }[];
  /** Answers every later request with this status instead, and a header field if given. */
  answerWith: { status: number; location?: string } | null;
}

/** Serves the bare repositories in `gitRoot` until the test ends. */
export async function gitServer(gitRoot: string): Promise<GitServer> {
  const state: GitServer = { url: "", requests: [], answerWith: null };
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
    const { authorization } = request.headers;
    state.requests.push({ method: request.method ?? "", path: pathname, authorization });
    if (state.answerWith) {
      const { status, location } = state.answerWith;
      response.writeHead(status, location === undefined ? {} : { location }).end();
      return;
    }
    const query = search.slice(1);
    serveGit({ gitRoot, path: pathname, query, user: "reader" }, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  // A TCP server's address is never a path.
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return state;
}
