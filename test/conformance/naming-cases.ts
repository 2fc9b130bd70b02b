import type { ConformanceCase } from "./harness.ts";

const RUNS_ID = [{ capability: "execute.process" as const, target: "id" }];

/** The many names under which one API is reached. */
export const NAMING_CASES: ConformanceCase[] = [
  {
    name: "a function is read again when what is around it has changed",
    capabilities: RUNS_ID,
  },
  {
    name: "an alias of a function is that function",
    capabilities: RUNS_ID,
  },
  {
    name: "a name that was given another value is what it was last",
    capabilities: RUNS_ID,
  },
  {
    name: "a name that no longer is a dangerous function is harmless",
    noCapabilities: ["execute.process"],
  },
  {
    name: "an import under another name",
    capabilities: RUNS_ID,
  },
  {
    name: "a whole module under another name",
    capabilities: RUNS_ID,
  },
  {
    name: "a member whose name is put together",
    capabilities: RUNS_ID,
  },
  {
    name: "a module whose name is put together",
    capabilities: RUNS_ID,
  },
  {
    name: "a module whose name is decoded",
    capabilities: RUNS_ID,
  },
  {
    name: "access by reflection",
    capabilities: RUNS_ID,
  },
  {
    name: "evaluation by a name that is put together",
    capabilities: [{ capability: "execute.code" }, ...RUNS_ID],
  },
  {
    name: "the names of the module itself",
    capabilities: RUNS_ID,
  },
  {
    name: "functions kept in a record and called by key",
    capabilities: RUNS_ID,
  },
  {
    name: "functions kept in a record and called by a key that is not known",
    capabilities: RUNS_ID,
  },
  {
    name: "a name taken apart out of something",
    capabilities: RUNS_ID,
  },
  {
    name: "a program with its arguments in a list",
    capabilities: [
      { capability: "execute.process", target: "curl" },
      { capability: "network.receive", target: "https://a.example/x" },
    ],
  },
  {
    name: "a command line with a pipe",
    flows: [{ from: "network.receive", to: "execute.code", source: "https://a.example/x" }],
  },
];
