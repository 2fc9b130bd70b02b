import { createWriteStream } from "node:fs";
import { Agent as HttpAgent, get as httpGet, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, get as httpsGet } from "node:https";
import { pipeline } from "node:stream/promises";
import { getCACertificates } from "node:tls";
import { Fault } from "../model/fault.ts";
import type { ClientSettings } from "./client-settings.ts";

/** One thing to be fetched, and what bounds it. */
export interface Download {
  url: string;
  /** For people, in faults. */
  label: string;
  /** Hosts that it may be sent on to, besides its own. */
  hosts: readonly string[];
  mostBytes: number;
  accept?: string;
}

/** Fetches by GET into a file; answers the number of bytes. No credential is ever sent. */
export type FetchInto = (what: Download, file: string, signal: AbortSignal) => Promise<number>;

const MOST_REDIRECTS = 3;
const IDLE_MILLISECONDS = 30_000;

/**
 * Makes the function that fetches, through the proxy and with the certificates of this
 * machine's clients. It throws `refused` where the registry's answer is the reason, and
 * `unavailable` where another try may help.
 */
export function createFetcher(
  settings: Pick<ClientSettings, "proxy">,
  certificates: readonly string[],
): FetchInto {
  const ca = [...getCACertificates("default"), ...getCACertificates("system"), ...certificates];
  const common = { keepAlive: true, maxSockets: 8, proxyEnv: { ...settings.proxy } };
  const agents = {
    "https:": new HttpsAgent({ ...common, ca: [...new Set(ca)] }),
    "http:": new HttpAgent(common),
  };
  return async (what, file, signal) => {
    let url = new URL(what.url);
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      const response = await ask(url, what, agents, signal);
      const next = redirectOf(response, url, what);
      if (next === null) return save(response, what, file, signal);
      response.destroy();
      url = next;
    }
    throw new Fault("refused", `${what.label}: the registry sends it on more than three times`);
  };
}

interface Agents {
  "https:": HttpsAgent;
  "http:": HttpAgent;
}

function ask(url: URL, what: Download, agents: Agents, signal: AbortSignal) {
  const headers = {
    accept: what.accept ?? "*/*",
    "accept-encoding": "identity",
    "user-agent": "gatehouse",
  };
  return new Promise<IncomingMessage>((resolve, reject) => {
    const failed = (cause: Error) =>
      reject(new Fault("unavailable", `${what.label}: ${url.host} cannot be reached`, { cause }));
    const request =
      url.protocol === "https:"
        ? httpsGet(url, { agent: agents["https:"], headers, signal }, resolve)
        : httpGet(url, { agent: agents["http:"], headers, signal }, resolve);
    request.setTimeout(IDLE_MILLISECONDS, () => request.destroy(new Error("no answer in time")));
    request.once("error", failed);
  });
}

/** Where an answer sends us on to; null when it is the file itself. */
function redirectOf(response: IncomingMessage, from: URL, what: Download): URL | null {
  const { statusCode = 0, headers } = response;
  if (statusCode === 200) return null;
  const { location } = headers;
  if (statusCode >= 301 && statusCode <= 308 && location !== undefined) {
    const next = URL.canParse(location, from.href) ? new URL(location, from) : null;
    const known = next !== null && [from.host, ...what.hosts].includes(next.host);
    const safe = next?.protocol === "https:" || next?.protocol === from.protocol;
    if (next !== null && known && safe && next.username === "") return next;
    response.destroy();
    throw new Fault("refused", `${what.label}: the registry sends it on to another host`);
  }
  response.destroy();
  throw answerFault(statusCode, what.label);
}

function answerFault(status: number, label: string): Fault {
  if (status === 401 || status === 403) {
    return new Fault("refused", `${label}: the registry wants credentials, and none are sent`);
  }
  if (status === 404 || status === 410 || status === 451) {
    return new Fault("refused", `${label}: the registry has no such file (${status})`);
  }
  return new Fault("unavailable", `${label}: the registry answered ${status}`);
}

async function save(
  response: IncomingMessage,
  what: Download,
  file: string,
  signal: AbortSignal,
): Promise<number> {
  let bytes = 0;
  const counted = async function* (source: AsyncIterable<Uint8Array>) {
    for await (const chunk of source) {
      bytes += chunk.byteLength;
      if (bytes > what.mostBytes) {
        throw new Fault("refused", `${what.label}: it has more than ${what.mostBytes} bytes`);
      }
      yield chunk;
    }
  };
  try {
    await pipeline(response, counted, createWriteStream(file, { mode: 0o600 }), { signal });
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault("unavailable", `${what.label}: its transfer broke off`, { cause });
  }
  return bytes;
}
