import type { Capability } from "../../model/capability.ts";
import type { Analysis, EvaluatedCall } from "./analysis.ts";
import { isAddress, optionValues } from "./command-line.ts";
import type { Meaning } from "./vocabulary.ts";

/** What an API does to data that reaches it. */
export function sinkOf(
  meaning: Meaning,
  call: EvaluatedCall,
  target: string | null,
  analysis: Analysis,
): Capability | null {
  if (meaning.sends.length > 0) {
    const sent = optionValues(call.args, meaning.sends);
    if (sent.length > 0) return "network.send";
  }
  const sink = meaning.sink ?? meaning.does ?? null;
  if (sink === "write.file" && isConnection(meaning, call)) return "network.send";
  // Where files and addresses are read by one function, only addresses take data away.
  if (sink === "network.send" && meaning.does === "read.file" && !isAddress(target)) return null;
  return sink === null ? null : weigh(sink, target, analysis);
}

/** Some functions write to files and to connections alike: the handle tells. */
function isConnection(meaning: Meaning, call: EvaluatedCall): boolean {
  const handle = typeof meaning.target === "number" ? call.args[meaning.target] : undefined;
  if (handle === undefined || handle.subject === null) return false;
  return handle.taints.some((taint) => taint.capability.startsWith("network."));
}

/** Variables in which a system says whose machine this is. */
const WHO = /^(?:USER|USERNAME|LOGNAME|HOSTNAME|COMPUTERNAME|USERDOMAIN|USERDNSDOMAIN)$/;

/** The place that an API acts on decides how much it weighs. */
export function weigh(
  capability: Capability,
  target: string | null,
  analysis: Analysis,
): Capability {
  if (target === null) return capability;
  const { places } = analysis;
  switch (capability) {
    case "read.file":
      if (isAddress(target)) return weigh("network.receive", target, analysis);
      return places.credentialFile(target) ? "read.credential" : capability;
    case "read.environment":
      if (WHO.test(target)) return "read.host";
      return places.credentialVariable(target) ? "read.credential" : capability;
    case "write.file":
      if (/^\/dev\/(?:tcp|udp)\//.test(target)) return "network.send";
      if (places.ciFile(target)) return "write.ci";
      return places.startupFile(target) ? "write.startup" : capability;
    case "network.receive":
    case "network.send":
      return places.metadataAddress(target) ? "read.metadata" : capability;
    default:
      return capability;
  }
}
