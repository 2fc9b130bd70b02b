import type { EvaluatedCall } from "./analysis.ts";
import type { Capability } from "../../model/capability.ts";
import { onlyText, stepped, taintsOf, type Value } from "./value.ts";

/** Connections on which what is written has no answer of its own. */
const RAW =
  /^Image\(\)\.src=$|sendBeacon$|(?:^|[.#_])(?:net|tls|dgram|udp\w*|tcp\w*|socket\w*|ngx)(?:$|[.(:#_])/i;

/** The step of what goes away while nobody looks at the answer. */
const UNANSWERED = "unanswered";

/**
 * The data that a call takes to its destination. An address that is known to the last letter
 * carries nothing along: what came from a setting is what would stand in its place.
 */
export function sentBy(
  call: EvaluatedCall,
  api: string,
  sink: Capability,
  target: string | null,
  data: readonly Value[],
): Value[] {
  if (sink !== "network.send") return [...data];
  const sent = data.map((value) =>
    target !== null && onlyText(value) === target ? withoutSettings(value) : value,
  );
  if (!sent.some((value) => taintsOf(value).length > 0)) return sent;
  if (!RAW.test(api) && call.unanswered?.() !== true) return sent;
  return sent.map((value) => ({ ...stepped(value, UNANSWERED), boxes: [] }));
}

function withoutSettings(value: Value): Value {
  const taints = value.taints.filter(({ capability }) => !/^(?:read\.env|decode)/.test(capability));
  return { ...value, taints };
}
