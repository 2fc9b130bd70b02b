import { ownOutput } from "./log.ts";
import type { Recording } from "./recorder.ts";
import type { Ended } from "./supervisor.ts";
import { toldLines } from "./walls.ts";

/** One thing that `witness.pl` did, with what it and the recorder must say of it. */
interface WitnessWall {
  id: string;
  holds: string;
  told: Readonly<Record<string, string>>;
  seen: (recording: Recording) => boolean;
}

const REACHED = ["192.0.2.1", "10.0.0.1", "172.17.0.1", "169.254.169.254", "2001:db8:1::1"];

const WITNESS_WALLS: readonly WitnessWall[] = [
  {
    id: "sandbox/witness-recorder",
    holds: "Every destination that is not loopback ends in the recorder, and is seen.",
    told: {
      "ways-out": "witness0",
      "ways-out6": "witness0",
      ...Object.fromEntries(REACHED.map((address) => [`reach-${address}`, "done"])),
    },
    seen: ({ sent, interfaces }) =>
      REACHED.every((address) =>
        sent.some((one) => one.address === address && one.port === 4444 && one.bytes === 5),
      ) && interfaces.every((name) => OWN_INTERFACES.test(name)),
  },
  {
    id: "sandbox/witness-decoys",
    holds:
      "The reading of a decoy is seen, cannot be undone, and its secret is found in what is sent.",
    told: { decoy: "read", "decoy-untouchable": "E1", "decoy-sent": "done" },
    seen: ({ reads, sent }) =>
      reads.length === 1 &&
      reads[0]?.path === ".aws/credentials" &&
      sent.some(({ decoys }) => decoys.some(({ id }) => id === "~/.aws/credentials")),
  },
  {
    id: "sandbox/witness-loopback",
    holds: "Loopback is the run's own: its server answers, and a closed port refuses.",
    told: { "loopback-server": "done", "loopback-refused": "E111", "loopback6-refused": "E111" },
    seen: ({ sent }) =>
      !sent.some(({ address }) => address.startsWith("127.") || address === "::1"),
  },
];

// Besides ours, devices that the kernel puts into every network namespace, all of them down.
const OWN_INTERFACES =
  /^(lo|witness0|tunl0|gre0|gretap0|erspan0|ip_vti0|ip6_vti0|sit0|ip6tnl0|ip6gre0)$/;

/** Judges a run of `images/base/self-test/witness.pl` by what it said and what was seen of it. */
export function judgeWitnesses({
  log,
  observed,
  evidence,
}: Pick<Ended, "log" | "observed" | "evidence">): {
  id: string;
  ok: boolean;
  why: string;
}[] {
  const lines = toldLines(ownOutput(log));
  const recording = observed?.recording ?? null;
  return WITNESS_WALLS.map(({ id, holds, told, seen }) => {
    const gaps = Object.entries(told)
      .filter(([name, wanted]) => lines.get(name) !== wanted)
      .map(([name]) => `${name} is ${lines.get(name) ?? "missing"}`);
    if (evidence.fault !== null) gaps.unshift(evidence.fault);
    else if (recording === null) gaps.unshift("the recorder did not answer");
    else if (!seen(recording)) gaps.push("the recorder did not see it");
    if (gaps.length === 0) return { id, ok: true, why: holds };
    return { id, ok: false, why: `This does not hold here: ${holds} (${gaps.join(", ")})` };
  });
}
