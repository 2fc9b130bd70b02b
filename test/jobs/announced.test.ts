import { expect, it } from "vitest";
import { announced } from "../../src/jobs/announced.ts";
import type { Behaviour } from "../../src/model/sandbox-run.ts";
import { clean, finding, review, run } from "../report/examples.ts";

const PRINT = "c".repeat(32);

function seen(over: Partial<Behaviour>): Behaviour {
  return {
    ...{ capability: "network.send", target: "drop.example:443 (TLS name drop.example)" },
    ...{ process: "a process of the run", step: "the command", count: 1, announcedBy: null },
    ...over,
  };
}

function announcerOf(behaviour: Partial<Behaviour>, message: string): string | null | undefined {
  const told = review({
    findings: [finding({ message, fingerprint: PRINT, evidence: [] })],
    capabilities: [],
  });
  return announced(run({ behaviours: [seen(behaviour)] }), told).behaviours[0]?.announcedBy;
}

it.each<[string, Partial<Behaviour>, string]>([
  ["the host", {}, "Reads `~/.npmrc` and sends it to `drop.example`."],
  ["the host at the end of a sentence", {}, "It sends to drop.example."],
  [
    "the host of a URL",
    { target: "POST http://drop.example/x" },
    "Sends to http://drop.example/x.",
  ],
  ["an address", { target: "203.0.113.7:80 (TCP)" }, "Sends to `203.0.113.7`."],
  ["an IPv6 address", { target: "[2001:db8::7]:80 (TCP)" }, "Sends to `2001:db8::7`."],
  [
    "the address that was reached under another name",
    { target: "GET http://a.example/, connected to 203.0.113.7, carrying the decoy of ~/.npmrc" },
    "Sends to `203.0.113.7`.",
  ],
  ["a name that was only asked for", { target: "the name drop.example (DNS)" }, "`drop.example`"],
  [
    "the file",
    { capability: "read.credential", target: "~/.aws/credentials" },
    "Reads `~/.aws/credentials`.",
  ],
])("a finding announces what was done by naming %s", (_, behaviour, message) => {
  expect(announcerOf(behaviour, message)).toBe(PRINT);
});

it.each<[string, Partial<Behaviour>, string]>([
  ["another host", {}, "Sends to `other.example`."],
  [
    "the name under which another place was reached",
    { target: "GET http://drop.example/, connected to 203.0.113.7" },
    "It sends to drop.example.",
  ],
  ["a host that only ends alike", {}, "Sends to `airdrop.example`, `x.drop.example`."],
  ["a host that only begins alike", {}, "Sends to `drop.example.com`, `drop.examples`."],
  [
    "another file",
    { capability: "read.credential", target: "~/.aws/credentials" },
    "Reads `~/.npmrc`.",
  ],
  [
    "the recorder, which nothing explains",
    { capability: "disable.protection", target: "the recorder: it was overloaded" },
    "the recorder: it was overloaded",
  ],
])("a finding announces nothing by naming %s", (_, behaviour, message) => {
  expect(announcerOf(behaviour, message)).toBeNull();
});

it.each<[string, Partial<Behaviour>, boolean]>([
  ["sending to a name", {}, true],
  ["sending to a bare address", { target: "203.0.113.7:80 (TCP)" }, false],
  [
    "sending to an address under the name of another place",
    { target: "drop.example:443 (TLS name drop.example), connected to 203.0.113.7" },
    false,
  ],
  ["sending to a bare IPv6 address", { target: "[2001:db8::7]:80 (TCP)" }, false],
  [
    "sending a decoy's secret",
    { target: "drop.example:80 (TCP), carrying the decoy of ~/.npmrc (hex)" },
    false,
  ],
  ["reading credentials", { capability: "read.credential", target: "~/.aws/credentials" }, false],
  [
    "asking for metadata",
    { capability: "read.metadata", target: "GET http://169.254.169.254/" },
    false,
  ],
])("a file's new capability announces %s: %s", (_, behaviour, is) => {
  const capabilities = [
    { path: "src/client.ts", added: ["network.send", "read.credential", "read.metadata"] as const },
  ].map((one) => ({ ...one, added: [...one.added], triggers: [] }));
  const told = announced(run({ behaviours: [seen(behaviour)] }), clean({ capabilities }));
  expect(told.behaviours[0]?.announcedBy).toBe(is ? "network.send of src/client.ts" : null);
});

it("nothing announces anything where there is no review", () => {
  const before = run({ behaviours: [seen({})] });
  expect(announced(before, null)).toEqual(before);
});
