import { createPublicKey, verify } from "node:crypto";
import { appendFileSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readVerifier } from "../../src/store/audit-key.ts";
import { preAuthentication } from "../../src/store/audit-statement.ts";
import { auditPath } from "../../src/store/audit-path.ts";
import { gatehouse } from "../cli/gatehouse.ts";
import { edit, entries, HEAD, newDataDir, write } from "./setting.ts";

interface Envelope {
  payloadType: string;
  payload: string;
  signatures: { keyid: string; sig: string }[];
}

async function written(): Promise<string> {
  const dataDir = newDataDir();
  await write(dataDir, ...entries());
  return dataDir;
}

describe("gatehouse audit", () => {
  test("verify says how many records hold, with the folder of the environment or a given one", async () => {
    const dataDir = await written();
    for (const [args, env] of [
      [["--data", dataDir], {}],
      [[], { GATEHOUSE_DATA_DIR: dataDir }],
    ] as const) {
      const run = await gatehouse("/", ["audit", "verify", ...args], { env });
      expect([run.code, run.err]).toEqual([0, ""]);
      expect(run.out).toContain("5 records, whole and in order; 5 of them signed");
      expect(run.out).toMatch(/^head [0-9a-f]{64}$/m);
    }
  });

  test("verify exits 1 and names the line of the first record that does not hold", async () => {
    const dataDir = await written();
    edit(dataDir, (all) => all.toSpliced(2, 1));
    const run = await gatehouse("/", ["audit", "verify", "--data", dataDir]);
    expect([run.code, run.out]).toEqual([1, ""]);
    expect(run.err).toContain("line 3 sequence 3 where 2 was due");
  });

  test("verify exits 3 where there is no trail, and 2 for what is no head", async () => {
    const run = await gatehouse("/", ["audit", "verify", "--data", newDataDir()]);
    expect([run.code, run.err.includes("cannot read the audit trail")]).toEqual([3, true]);
    const wrong = await gatehouse("/", ["audit", "verify", "--head", "abc"]);
    expect(wrong.code).toBe(2);
  });

  test("export writes every record as it stands, from where it is told to", async () => {
    const dataDir = await written();
    const lines = readFileSync(auditPath(dataDir), "utf8");
    const all = await gatehouse("/", ["audit", "export", "--data", dataDir]);
    expect([all.code, all.out]).toEqual([0, lines]);
    const args = ["audit", "export", "--data", dataDir, "--from", "3"];
    const some = await gatehouse("/", args);
    expect(some.out.split("\n").slice(0, -1)).toEqual(lines.split("\n").slice(3, -1));
  });

  test("export takes a record that is being written for none, and a broken trail for broken", async () => {
    const dataDir = await written();
    appendFileSync(auditPath(dataDir), '{"detail":{"half');
    expect((await gatehouse("/", ["audit", "export", "--data", dataDir])).code).toBe(0);
    edit(dataDir, (all) => all.map((line) => line.replace("malicious", "clean")));
    const broken = await gatehouse("/", ["audit", "export", "--data", dataDir]);
    expect(broken.code).toBe(1);
    expect(broken.out).not.toContain("sandbox-end");
  });

  test("export makes a signed in-toto statement of every review and run, and of nothing else", async () => {
    const dataDir = await written();
    const args = ["audit", "export", "--data", dataDir, "--format", "in-toto"];
    const { code, out } = await gatehouse("/", args);
    expect(code).toBe(0);
    const envelopes = out
      .split("\n")
      .slice(0, -1)
      // Parsed in the shape that DSSE has; what is not there fails below.
      .map((line) => JSON.parse(line) as Envelope);
    expect(envelopes).toHaveLength(2);
    const pem = readFileSync(join(dataDir, "audit/key.pub.pem"), "utf8");
    for (const { payloadType, payload, signatures } of envelopes) {
      const body = Buffer.from(payload, "base64");
      const [{ keyid = "", sig = "" } = {}] = signatures;
      expect(keyid).toBe(readVerifier(pem).id);
      const signed = preAuthentication(payloadType, body);
      const signature = Buffer.from(sig, "base64");
      expect(verify(null, signed, createPublicKey(pem), signature)).toBe(true);
      const statement = JSON.parse(body.toString()) as Record<string, unknown>;
      expect(statement["_type"]).toBe("https://in-toto.io/Statement/v1");
      expect(statement["subject"]).toEqual([
        { name: "repository:12", digest: { gitCommit: HEAD } },
      ]);
    }
    const [review = { payload: "" }] = envelopes;
    expect(Buffer.from(review.payload, "base64").toString()).toContain('"verdict":"malicious"');
  });

  test("leaves the private key to its owner", async () => {
    const dataDir = await written();
    expect(statSync(join(dataDir, "audit/key.pem")).mode & 0o077).toBe(0);
  });
});
