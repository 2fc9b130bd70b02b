import type { ConformanceCase } from "./harness.ts";

const STOLEN = {
  from: "read.credential" as const,
  to: "network.send" as const,
  source: "NPM_TOKEN",
  destination: "https://h.example",
};

/** The ways by which data goes from where it is read to where it is sent. */
export const PASSING_CASES: ConformanceCase[] = [
  {
    name: "data through a function's parameter",
    flows: [STOLEN],
  },
  {
    name: "data through what a function answers",
    flows: [STOLEN],
  },
  {
    name: "data that a closure keeps",
    flows: [STOLEN],
  },
  {
    name: "data handed to a callback",
    flows: [STOLEN],
  },
  {
    name: "data that is awaited",
    flows: [STOLEN],
  },
  {
    name: "data that an object keeps",
    flows: [STOLEN],
  },
  {
    name: "a method that a base class has",
    flows: [STOLEN],
  },
  {
    name: "data as a default argument",
    flows: [STOLEN],
  },
  {
    name: "data by a part of a record",
    flows: [STOLEN],
  },
  {
    name: "data inside a text",
    flows: [STOLEN],
  },
  {
    name: "data in an address that is added together",
    flows: [STOLEN],
  },
  {
    name: "data through functions that nobody knows",
    flows: [STOLEN],
  },
  {
    name: "data that is encoded on its way",
    flows: [STOLEN],
  },
  {
    name: "data put into a list one by one",
    flows: [STOLEN],
  },
  {
    name: "data by way of a file",
    flows: [STOLEN],
  },
  {
    name: "what was a secret and no longer is",
    noFlows: [{ from: "read.credential", to: "network.send" }],
  },
  {
    name: "a secret that is read beside a request it has nothing to do with",
    capabilities: [{ capability: "read.credential", target: "NPM_TOKEN" }],
    noFlows: [{ from: "read.credential", to: "network.send" }],
  },
];
