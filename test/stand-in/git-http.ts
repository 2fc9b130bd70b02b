import { spawn } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";

/** A request for `git http-backend`: the folder of bare repositories and the path in it. */
export interface GitRequest {
  gitRoot: string;
  /** `/owner/name.git/info/refs` */
  path: string;
  query: string;
  user: string;
}

/** Lets git's own CGI program answer, so that the protocol is the real one. */
export function serveGit(
  { gitRoot, path, query, user }: GitRequest,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const child = spawn("git", ["http-backend"], {
    env: {
      PATH: process.env["PATH"],
      HOME: "/nonexistent",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_PROJECT_ROOT: gitRoot,
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: path,
      QUERY_STRING: query,
      REQUEST_METHOD: request.method,
      REMOTE_USER: user,
      REMOTE_ADDR: request.socket.remoteAddress,
      CONTENT_TYPE: request.headers["content-type"],
      CONTENT_LENGTH: request.headers["content-length"],
      HTTP_CONTENT_ENCODING: request.headers["content-encoding"],
      GIT_PROTOCOL: header(request, "git-protocol"),
    },
    stdio: ["pipe", "pipe", "ignore"],
  });
  child.stdin.on("error", () => request.unpipe());
  child.on("error", () => response.destroy());
  response.on("close", () => child.kill());
  request.pipe(child.stdin);
  answer(child.stdout, response);
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Takes the CGI headers off the front and streams the rest. */
function answer(output: NodeJS.ReadableStream, response: ServerResponse): void {
  let head = Buffer.alloc(0);
  function onData(chunk: Buffer): void {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf("\r\n\r\n");
    if (end === -1) return;
    output.off("data", onData);
    writeHead(head.subarray(0, end).toString("latin1"), response);
    response.write(head.subarray(end + 4));
    output.pipe(response);
  }
  output.on("data", onData);
  output.on("end", () => {
    if (!response.headersSent) response.writeHead(500).end();
  });
}

function writeHead(head: string, response: ServerResponse): void {
  let status = 200;
  for (const field of head.split("\r\n")) {
    const colon = field.indexOf(":");
    const name = field.slice(0, colon);
    const value = field.slice(colon + 1).trim();
    if (name.toLowerCase() === "status") status = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
  response.writeHead(status);
}
