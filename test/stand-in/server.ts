import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { serveGit } from "./git-http.ts";
import { servePage } from "./page/serve-page.ts";
import { REST_PREFIX, type Rest, serveRest } from "./rest.ts";
import type { StandIn } from "./stand-in.ts";
import type { createWebFlow } from "./sign-in.ts";
import { basicToken, grantOf, permits } from "./tokens.ts";

/** What the server serves. */
export interface ServerParts {
  rest: Rest;
  standIn: StandIn;
  gitRoot: string;
  port: number;
  webFlow: ReturnType<typeof createWebFlow>;
}

const GIT_PATH = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/** Listens on loopback; REST under `/api/v3`, git beside the pages, as GitHub Enterprise has it. */
export async function listen(parts: ServerParts): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    route(parts, request, response).catch((error: unknown) => {
      parts.rest.violations.push(`the stand-in itself failed: ${String(error)}`);
      if (!response.headersSent) response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(parts.port, "127.0.0.1", resolve);
  });
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function route(
  parts: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (await parts.webFlow.serve(parts.standIn.webFlow, request, response)) return;
  const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
  if (pathname.startsWith(`${REST_PREFIX}/`)) return serveRest(parts.rest, request, response);
  const [, owner = "", name = "", service = ""] = GIT_PATH.exec(pathname) ?? [];
  if (service === "") return servePage(parts.standIn, request, response);
  serveRepository(parts, { owner, name, service, query: search.slice(1) }, request, response);
}

/** Only a token that opens this repository's contents gets at its objects. */
function serveRepository(
  { rest, gitRoot }: ServerParts,
  wanted: { owner: string; name: string; service: string; query: string },
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const token = basicToken(request.headers.authorization);
  const grant = token === null ? null : grantOf(rest.state, token);
  const repository = rest.state.repositories.find(
    (each) => each.owner.login === wanted.owner && each.name === wanted.name,
  );
  if (grant === null) {
    response.writeHead(401, { "www-authenticate": 'Basic realm="GitHub"' }).end();
    return;
  }
  const opens =
    repository?.installationId === grant.installationId &&
    (grant.repositoryIds === null || grant.repositoryIds.includes(repository.id)) &&
    permits(grant, "contents", "read");
  if (!opens) {
    response.writeHead(404).end("Repository not found.");
    return;
  }
  const fault = rest.faults.take(`GIT ${request.method} /${wanted.owner}/${wanted.name}`);
  if (fault !== null) {
    if (fault.hang !== true) response.writeHead(fault.status ?? 500).end();
    return;
  }
  const path = `/${repository.owner.login}/${repository.name}.git/${wanted.service}`;
  const user = "x-access-token";
  serveGit({ gitRoot, path, query: wanted.query, user }, request, response);
}
