import type { ServerResponse } from "node:http";

/** How long a refused client has to read the answer before its socket is destroyed, in ms. */
const LINGER = 250;

/** Answers in one line of text. Nothing of ours stands in it but the words given here. */
export function reply(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  writeHead(response, status, text, headers);
  response.end(status === 204 ? undefined : `${text}\n`);
}

/**
 * Answers a request whose body is not wanted, reads no further byte of it, and destroys the
 * socket. The answer is left unended for a moment: to end it closes the socket at once, and a
 * client that still sends would be reset before it has read why.
 */
export function refuse(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  response.req.pause();
  response.req.removeAllListeners("data");
  writeHead(response, status, text, { connection: "close", ...headers });
  response.write(`${text}\n`);
  setTimeout(() => response.destroy(), LINGER);
}

function writeHead(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string>,
): void {
  response.writeHead(status, {
    ...(status === 204
      ? {}
      : {
          "content-type": "text/plain; charset=utf-8",
          "content-length": String(Buffer.byteLength(text) + 1),
        }),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...headers,
  });
}
