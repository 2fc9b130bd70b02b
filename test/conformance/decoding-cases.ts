import type { ConformanceCase } from "./harness.ts";

/** Programs that run `id` by code that stands in the file in another form. */
export const DECODING_CASES: ConformanceCase[] = [
  {
    name: "runs code out of the second text that a decoder is given",
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
  {
    name: "runs code out of base64",
    capabilities: [{ capability: "execute.process", target: "id", decoded: "base64", layers: 1 }],
  },
  {
    name: "runs code out of hexadecimal",
    capabilities: [{ capability: "execute.process", target: "id", decoded: "hex", layers: 1 }],
  },
  {
    name: "runs code out of gzip inside base64",
    capabilities: [{ capability: "execute.process", target: "id", decoded: "gzip", layers: 2 }],
  },
  {
    name: "runs code out of percent signs",
    capabilities: [{ capability: "execute.process", target: "id", decoded: "url", layers: 1 }],
  },
  {
    name: "runs code out of rot13",
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
  {
    name: "runs code out of character codes",
    capabilities: [
      { capability: "execute.process", target: "id", decoded: "char-codes", layers: 1 },
    ],
  },
  {
    name: "runs code out of character codes added one by one",
    capabilities: [
      { capability: "execute.process", target: "id", decoded: "char-codes", layers: 1 },
    ],
  },
  {
    name: "runs code out of an exclusive or in a loop",
    capabilities: [
      { capability: "execute.process", target: "id", decoded: "char-codes", layers: 1 },
    ],
  },
  {
    name: "runs code out of an exclusive or with a key, in an expression",
    capabilities: [
      { capability: "execute.process", target: "id", decoded: "char-codes", layers: 1 },
    ],
  },
  {
    name: "runs code out of a text that is turned around",
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
  {
    name: "runs code out of parts that are joined",
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
  {
    name: "runs code out of a text with other letters in between",
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
  {
    name: "runs code out of three encodings one inside the other",
    capabilities: [{ capability: "execute.process", target: "id", decoded: "base64", layers: 3 }],
  },
  {
    name: "runs code out of code that decodes code",
    capabilities: [{ capability: "execute.process", target: "id", decoded: "base64", layers: 2 }],
  },
  {
    name: "runs code out of escapes in a literal",
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
  {
    name: "runs code out of a function made from text",
    capabilities: [{ capability: "execute.process", target: "id", decoded: "base64", layers: 1 }],
  },
  {
    name: "runs code out of a decoder that the program defines",
    capabilities: [{ capability: "execute.process", target: "id", decoded: "base64", layers: 1 }],
  },
  {
    name: "runs code out of a command that was decoded",
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
];
