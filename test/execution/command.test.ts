import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Command } from "../../src/model/command.ts";
import { COMMAND_TABLE, commandHelp, roleOf } from "../../src/execution/command-table.ts";
import { parseCommand } from "../../src/execution/command.ts";

const SHA = "0123456789abcdef0123456789abcdef01234567";
const FINDING = "00112233445566778899aabbccddeeff";

describe("a comment that is a command", () => {
  it.each<[string, Command]>([
    ["/sandbox run", { name: "sandbox-run", sha: null, profile: null }],
    [`/sandbox run ${SHA}`, { name: "sandbox-run", sha: SHA, profile: null }],
    [`/sandbox run ${SHA} unit`, { name: "sandbox-run", sha: SHA, profile: "unit" }],
    ["/sandbox run unit", { name: "sandbox-run", sha: null, profile: "unit" }],
    [`/sandbox  run\t${SHA} \r\n\n`, { name: "sandbox-run", sha: SHA, profile: null }],
    ["/sandbox cancel", { name: "sandbox-cancel" }],
    ["/sandbox status", { name: "sandbox-status" }],
    ["/sandbox help", { name: "help", of: "sandbox" }],
    ["/gatehouse help", { name: "help", of: "gatehouse" }],
    ["/gatehouse review", { name: "review" }],
    [`/gatehouse explain ${FINDING}`, { name: "explain", finding: FINDING }],
    [
      "/gatehouse explain credentials/read-and-send",
      { name: "explain", finding: "credentials/read-and-send" },
    ],
    [`/gatehouse reopen ${FINDING}`, { name: "reopen", finding: FINDING }],
    [
      `/gatehouse accept ${FINDING}@${SHA} -- our own registry -- asked on chat`,
      { name: "accept", finding: FINDING, sha: SHA, reason: "our own registry -- asked on chat" },
    ],
    [
      `/sandbox exec node ${SHA}\n\n\`\`\`js\nconsole.log(1);\n\n\`\`\`\n`,
      { name: "sandbox-exec", sha: SHA, language: "node", program: "console.log(1);\n\n" },
    ],
    [
      `/sandbox exec node ${SHA}\r\n~~~~\r\n\`\`\`\r\n~~~\r\n~~~~`,
      { name: "sandbox-exec", sha: SHA, language: "node", program: "```\n~~~\n" },
    ],
  ])("%j is read", (body, command) => {
    expect(parseCommand(body)).toEqual({ kind: "command", command });
  });
});

describe("a comment that is no command", () => {
  it.each([
    "",
    "Please comment /sandbox run",
    " /sandbox run",
    "\t/sandbox run",
    "    /sandbox run",
    "\n/sandbox run",
    "\u200b/sandbox run",
    "> /sandbox run",
    `> /sandbox run ${SHA}\n\nDone?`,
    "```\n/sandbox run\n```",
    `/sandbox run ${SHA}\nthanks!`,
    `/sandbox run ${SHA}\n/sandbox run ${SHA}`,
    `/sandbox run ${SHA}\n\n<!-- hidden -->`,
    "- /sandbox run",
    "<b>/sandbox run</b>",
    "/ok to test",
    "/deploy",
    "/",
    `/sandbox run ${"x".repeat(70_000)}`,
  ])("%j has no effect", (body) => {
    expect(parseCommand(body)).toEqual({ kind: "none" });
  });
});

describe("a mistyped command", () => {
  it.each([
    ["/sandbox rnu", "/sandbox run [<full sha>] [<profile>]"],
    ["/sandbox stauts", "/sandbox status"],
    ["/sanbox status", "/sandbox status"],
    ["/Sandbox cancel", "/sandbox cancel"],
    ["/gatehouse expain x", "/gatehouse explain <finding>"],
    ["/sandbox", null],
    ["/sandbox deploy", null],
  ])("%j is answered with how it is written", (body, nearest) => {
    expect(parseCommand(body)).toMatchObject({ kind: "problem", nearest });
  });

  it.each([
    [`/sandbox run ${SHA.slice(0, 7)}`, /shortened/],
    [`/sandbox run ${SHA.slice(0, 39)}`, /shortened.*39/],
    [`/sandbox run ${SHA}0`, /40 digits/],
    [`/sandbox run ${SHA.toUpperCase()}`, /lower case/],
    ["/sandbox run deadbeef", /shortened/],
    ["/sandbox run cafe", /shortened/],
    ["/sandbox run DEADBEEF", /shortened/],
    [`/sandbox run unit ${SHA}`, /profile/],
    [`/sandbox run ${SHA} cafe`, /profile/],
    [`/sandbox run ${SHA} unit more`, /at most/],
    ["/sandbox run --network=host", /commit id/],
    ["/sandbox run $(id)", /commit id/],
    ["/sandbox run ../x", /commit id/],
    [`/sandbox run ${SHA.replace("0", "\uff10")}`, /commit id/],
    [`/sandbox run\u00a0${SHA}`, /invisible or unusual/],
    [`/sandbox\u00a0run ${SHA}`, /invisible or unusual/],
    [`/sandbox run ${SHA}\u202e`, /invisible or unusual/],
    [`/sandbox run\u2028${SHA}`, /invisible or unusual/],
    ["/sandbox help me", /no words/],
    ["/gatehouse explain", /name one finding/],
    ["/gatehouse explain <script>", /fingerprint/],
    [`/gatehouse accept ${FINDING} -- because it is ours`, /commit id/],
    [`/gatehouse accept ${FINDING}@${SHA.slice(0, 8)} -- because it is ours`, /shortened/],
    [`/gatehouse accept ${FINDING}@${SHA}`, /reason/],
    [`/gatehouse accept ${FINDING}@${SHA} -- ok`, /reason/],
    [`/gatehouse accept ${FINDING}@${SHA} because it is ours`, /commit id|fingerprint/],
    ["/gatehouse reopen", /fingerprint/],
    [`/gatehouse reopen ${FINDING} ${SHA}`, /fingerprint/],
    ["/gatehouse reopen credentials/read-and-send", /fingerprint/],
    [`/gatehouse accept ${FINDING}@${SHA}@${SHA} -- because it is ours`, /commit id/],
    [`/sandbox exec node ${SHA}`, /fenced block/],
    [`/sandbox exec node ${SHA}\ntext\n\`\`\`\nx\n\`\`\``, /fenced block/],
    [`/sandbox exec node ${SHA}\n\`\`\`\nx\n\`\`\`\nmore`, /fenced block/],
    [`/sandbox exec node ${SHA}\n\`\`\`\nx\n\`\`\`\n\`\`\`\ny\n\`\`\``, /fenced block/],
    [`/sandbox exec node ${SHA}\n\`\`\`\nx`, /fenced block/],
    [`/sandbox exec node ${SHA.slice(1)}\n\`\`\`\nx\n\`\`\``, /shortened/],
  ])("%j is refused with the reason", (body, reason) => {
    const parsed = parseCommand(body);
    expect(parsed.kind).toBe("problem");
    expect(parsed.kind === "problem" ? parsed.problems.join("; ") : "").toMatch(reason);
  });

  it("lists all problems of one command together", () => {
    const parsed = parseCommand("/gatehouse accept x@y -- no");
    expect(parsed.kind === "problem" && parsed.problems).toHaveLength(3);
  });

  it("never quotes the comment in its problems", () => {
    const parsed = parseCommand("/sandbox run @octocat");
    expect(JSON.stringify(parsed)).not.toContain("octocat");
  });
});

describe("any comment", () => {
  it("never becomes a run of another commit than the one it names in full", () => {
    const word = fc.oneof(
      fc.stringMatching(/^[0-9a-fA-F]{1,44}$/),
      fc.constant(SHA),
      fc.stringMatching(/^[a-z0-9-]{1,40}$/),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 3 }), (words) => {
        const parsed = parseCommand(["/sandbox run", ...words].join(" "));
        if (parsed.kind !== "command" || parsed.command.name !== "sandbox-run") return;
        const { sha, profile } = parsed.command;
        expect([sha, profile].filter((part) => part !== null)).toEqual(words);
        if (sha !== null) expect(sha).toMatch(/^[0-9a-f]{40}$/);
        if (profile !== null) expect(profile).not.toMatch(/^[0-9a-fA-F]+$/);
      }),
      { numRuns: 3000 },
    );
  });

  it("is taken apart in little time, however long it is", () => {
    for (const body of [
      "/sandbox exec a b\n" + "`".repeat(65_000),
      "/".repeat(65_000),
      "/sandbox " + "\t".repeat(65_000),
    ]) {
      expect(["none", "problem"]).toContain(parseCommand(body).kind);
    }
  });
});

describe("the command table", () => {
  it("gives help for every form, and no form twice", () => {
    const usages = [...commandHelp("sandbox"), ...commandHelp("gatehouse")].map(
      ({ usage }) => usage,
    );
    expect(usages).toHaveLength(COMMAND_TABLE.length);
    expect(new Set(usages).size).toBe(usages.length);
    for (const { room, verb, usage } of COMMAND_TABLE)
      expect(usage.startsWith(`/${room} ${verb}`)).toBe(true);
  });

  it("asks for the roles of the contract", () => {
    const roles = Object.fromEntries(
      COMMAND_TABLE.map(({ room, verb, role }) => [`${room} ${verb}`, role]),
    );
    for (const command of [
      "sandbox run",
      "sandbox exec",
      "sandbox cancel",
      "sandbox status",
      "gatehouse review",
      "gatehouse explain",
    ]) {
      expect(roles[command]).toBe("write");
    }
    expect(roles["gatehouse accept"]).toBe("maintain");
    expect(roleOf({ name: "accept", finding: FINDING, sha: SHA, reason: "x" })).toBe("maintain");
    expect(roleOf({ name: "sandbox-run", sha: null, profile: null })).toBe("write");
  });
});
