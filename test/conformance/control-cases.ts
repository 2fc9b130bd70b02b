import type { ConformanceCase } from "./harness.ts";

/** What branches, loops and the moment of running do to data. */
export const CONTROL_CASES: ConformanceCase[] = [
  {
    name: "either of two values",
    capabilities: [{ capability: "execute.process" }],
    flows: [{ from: "read.credential", to: "network.send", source: "NPM_TOKEN" }],
  },
  {
    name: "a branch that is not taken is read too",
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
  {
    name: "a value that a branch may change",
    flows: [{ from: "read.credential", to: "network.send", destination: "https://h.example" }],
  },
  {
    name: "an error that is swallowed hides nothing",
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
  {
    name: "what is done when something fails",
    flows: [{ from: "read.credential", to: "network.send" }],
  },
  {
    name: "a loop over the names of files",
    flows: [
      { from: "read.credential", to: "network.send", source: "~/.npmrc" },
      { from: "read.credential", to: "network.send", source: "~/.netrc" },
    ],
  },
  {
    name: "a loop that collects",
    flows: [{ from: "read.credential", to: "network.send", source: "NPM_TOKEN" }],
  },
  {
    name: "the same, as an expression",
    flows: [{ from: "read.credential", to: "network.send", source: "NPM_TOKEN" }],
  },
  {
    name: "what runs when the file is loaded",
    capabilities: [{ capability: "execute.process", atLoad: true }],
  },
  {
    name: "what runs only when somebody calls it",
    capabilities: [{ capability: "execute.process", atLoad: false }],
  },
  {
    name: "a function that the file itself calls runs at load",
    capabilities: [{ capability: "execute.process", atLoad: true }],
  },
  {
    name: "recursion comes to an end",
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
  {
    name: "a loop without an end comes to an end",
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
];
