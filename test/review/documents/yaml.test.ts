import { describe, expect, it } from "vitest";
import { codes } from "./read.ts";

const path = ".github/workflows/a.yml";
const job = (head: string, steps: string) =>
  `${head}\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n${steps}\n`;

describe("what readers of YAML take differently", () => {
  const run = "curl https://h.example";
  const shown = (text: string) => codes(path, text).join("\n");
  it("counts in every document of a file", () => {
    const text = `on: push\njobs: {}\n---\n${job("on: push", `      - run: ${run}`)}`;
    expect(shown(text)).toContain(run);
  });
  it("counts when a doubled key hides one of them", () => {
    expect(shown(job("on: push", `      - run: ${run}\n        run: true`))).toContain(run);
  });
  it("counts as text when it is written as bytes", () => {
    const bytes = Buffer.from(run).toString("base64");
    expect(shown(job("on: push", `      - run: !!binary ${bytes}`))).toContain(run);
  });
});
