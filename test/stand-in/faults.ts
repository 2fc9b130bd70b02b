import type { ServerResponse } from "node:http";

/** How the next requests should go wrong. */
export interface FaultOrder {
  /** The status to answer; left out with `hang` and `cut`. */
  status?: number;
  headers?: Record<string, string>;
  message?: string;
  /** How many requests; one if left out. */
  times?: number;
  /** Never answer. */
  hang?: boolean;
  /** Close the connection in the middle of the answer. */
  cut?: boolean;
  /** Do what was asked and only then go wrong, as when an answer is lost. */
  after?: boolean;
  /** Which requests, by `METHOD /path`; every REST request if left out. */
  match?: RegExp;
}

/** The orders that are still open. */
export interface Faults {
  order(order: FaultOrder): void;
  /** Takes the first order that fits this request. */
  take(request: string): FaultOrder | null;
  clear(): void;
}

/** Creates an empty list of orders. */
export function createFaults(): Faults {
  const open: { order: FaultOrder; left: number }[] = [];
  return {
    order: (order) => void open.push({ order, left: order.times ?? 1 }),
    take(request) {
      const isRest = !request.startsWith("GIT ");
      const found = open.find(({ order }) => order.match?.test(request) ?? isRest);
      if (found === undefined) return null;
      found.left -= 1;
      if (found.left <= 0) open.splice(open.indexOf(found), 1);
      return found.order;
    },
    clear: () => void open.splice(0),
  };
}

/** Answers as ordered; a hanging request is ended when the stand-in closes. */
export function answerWithFault(order: FaultOrder, response: ServerResponse): void {
  if (order.hang === true) return;
  if (order.cut === true) {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"id":', () => response.destroy());
    return;
  }
  const status = order.status ?? 500;
  const body = { message: order.message ?? `ordered ${status}`, status: String(status) };
  response.writeHead(status, { "content-type": "application/json", ...order.headers });
  response.end(JSON.stringify(body));
}
