import type { FaultOrder } from "../stand-in/faults.ts";
import type { Happening } from "./orders.ts";

/** What is ordered of the stand-in for a trouble of GitHub. */
export function faultOf({
  trouble,
  writes,
  times,
}: Extract<Happening, { does: "trouble" }>): FaultOrder {
  const match = writes ? /^(POST|PATCH) \/repos\// : /^GET \/repos\//;
  switch (trouble) {
    case "500":
    case "502":
      return { status: Number(trouble), times, match };
    case "429":
      return { status: 429, headers: { "retry-after": "30" }, times: 1, match };
    case "403": {
      const headers = { "retry-after": "120" };
      return { status: 403, headers, message: "You have exceeded a secondary rate limit", match };
    }
    case "hang":
      return { hang: true, times: 1, match };
    case "cut":
      return { cut: true, times, match };
    case "lost-answer":
      return { status: 502, after: true, times, match };
  }
}
