import { describe, expect, it } from "vitest";
import { runcWarning } from "../../src/sandbox/known-flaws.ts";

const LEAKY = ["CVE-2024-21626"];
const MASKED = ["CVE-2025-31133", "CVE-2025-52565", "CVE-2025-52881"];
const OLD = ["CVE-2019-5736", "CVE-2021-30465"];

function flawsOf(version: string, revision = ""): string[] {
  return (runcWarning({ version, revision }, "runc") ?? "").match(/CVE-\d+-\d+/g) ?? [];
}

describe("what is known of a runc", () => {
  it.each<[string, string, string[]]>([
    ["1.0.0-rc90", "", [...OLD, ...LEAKY, ...MASKED]],
    ["1.1.5+ds1", "1.1.5+ds1-1", [...LEAKY, ...MASKED]],
    ["1.1.5+ds1", "1.1.5+ds1-1+deb12u1", MASKED],
    ["1.1.11", "v1.1.11-0-g4bccb38c", [...LEAKY, ...MASKED]],
    ["1.1.12", "", MASKED],
    ["1.2.7", "", MASKED],
    ["1.2.8", "", []],
    ["1.3.2", "", MASKED],
    ["1.3.3", "", []],
    ["1.4.0-rc.1", "", MASKED],
    ["1.4.0", "", []],
    ["1.5.1", "", []],
    ["2.0.0", "", []],
    ["unknown", "", [...OLD, ...LEAKY, ...MASKED]],
  ])("%s (%s) lacks the mending of %j", (version, revision, flaws) => {
    expect(flawsOf(version, revision)).toEqual(flaws);
  });

  it("names the revision, which tells what a distribution mended", () => {
    const runc = { version: "1.1.5+ds1", revision: "1.1.5+ds1-1+deb12u1" };
    expect(runcWarning(runc, "runc")).toContain("1.1.5+ds1-1+deb12u1");
  });

  it("is a warning where the engine does not tell it, and none where gVisor runs", () => {
    expect(runcWarning(null, "runc")).toMatch(/does not tell/);
    expect(runcWarning(null, "runsc")).toBeNull();
  });
});
