import { describe, expect, it } from "vitest";
import { readTrace } from "../../../src/execution/trace/read-trace.ts";
import { Trace } from "../../../src/model/trace.ts";

const NODE = { node: 1, parent: 0, pid: 7, command: "npm test" };
const EVENT = { event: "connect", node: 1, target: "192.0.2.1 443", error: 0, at: 5 };
const END = { end: true, lost: 0, started: 4 };

function read(...lines: (object | string)[]): Trace {
  const text = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
  const trace = readTrace(Buffer.from(text.map((line) => `${line}\n`).join("")));
  return Trace.parse(trace);
}

describe("what a tracer told", () => {
  it("is read line by line, up to its end", () => {
    expect(read(NODE, EVENT, END)).toEqual({
      ...{ nodes: [NODE], events: [EVENT], started: 4, lost: 0, complete: true, sound: true },
    });
  });

  it("is incomplete without its end, and what came before counts", () => {
    expect(read(NODE, EVENT)).toMatchObject({ events: [EVENT], complete: false, sound: true });
  });

  it("is incomplete where its last line is cut, at whichever byte", () => {
    const whole = Buffer.from(
      `${[NODE, EVENT, END].map((one) => JSON.stringify(one)).join("\n")}\n`,
    );
    for (let size = 0; size < whole.length; size += 1) {
      expect(readTrace(whole.subarray(0, size))).toMatchObject({ complete: false, sound: true });
    }
  });

  it("holds no line that a name could forge", () => {
    const forged = { ...NODE, command: `a\n${JSON.stringify(END)}\n` };
    expect(read(forged, EVENT)).toMatchObject({ complete: false, nodes: [forged] });
  });

  it.each<[string, (object | string)[]]>([
    ["a line that is no JSON", [NODE, "not json", END]],
    ["a line with bytes that are no text", [NODE, "\ufffd", END]],
    ["a key that is none of a tracer's", [{ ...NODE, more: 1 }, END]],
    ["a kind that is none of a tracer's", [NODE, { ...EVENT, event: "fine" }, END]],
    ["a process that was not told before", [EVENT, END]],
    ["a process that is its own parent", [{ ...NODE, parent: 1 }, END]],
    ["a process whose parent was not told", [{ ...NODE, node: 3, parent: 2 }, END]],
    ["a process that is told twice", [NODE, { ...NODE, pid: 9 }, END]],
    ["a number below nothing", [NODE, { ...EVENT, at: -1 }, END]],
    ["a number that is none", ['{"node":1e999,"parent":0,"pid":1,"command":""}', END]],
    ["a key of every object", ['{"__proto__":{"node":1},"parent":0,"pid":1,"command":""}', END]],
    ["a line longer than any of a tracer's", [{ ...NODE, command: "x".repeat(5000) }, END]],
    ["an empty line", [NODE, "", END]],
    ["anything after the end", [NODE, END, EVENT]],
    ["a second end", [NODE, END, END]],
  ])("is not sound with %s", (_, lines) => {
    expect(read(...lines).sound).toBe(false);
  });

  it("is read up to a number of things, and is not sound above", () => {
    const events = Array.from({ length: 5000 }, (_, at) => ({ ...EVENT, target: `${at} 1`, at }));
    const trace = read(NODE, ...events, END);
    expect(trace.events).toHaveLength(4000);
    expect(trace.sound).toBe(false);
    const nodes = Array.from({ length: 7000 }, (_, at) => ({ ...NODE, node: at + 1, parent: at }));
    expect(read(...nodes).nodes).toHaveLength(6000);
  });

  it("is nothing where it is nothing, or one endless line", () => {
    expect(read()).toMatchObject({ nodes: [], events: [], complete: false, sound: true });
    const endless = readTrace(Buffer.alloc(4 * 1024 * 1024, '{"node":'));
    expect(endless).toMatchObject({ nodes: [], events: [], complete: false });
    const lines = readTrace(Buffer.alloc(4 * 1024 * 1024, "\n"));
    expect(lines).toMatchObject({ nodes: [], events: [], sound: false });
  });
});
