import type { IncomingMessage, ServerResponse } from "node:http";
import type { StandIn } from "../stand-in.ts";

/** Serves the pages for people. */
export async function servePage(
  _standIn: StandIn,
  _request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.writeHead(404).end("Not Found");
}
