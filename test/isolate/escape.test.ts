import { createSocket } from "node:dgram";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { getPriority } from "node:os";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { attempt, COMMITS, hostileReviewer } from "./children.ts";

const never = new AbortController().signal;

async function summaryOf(title: string, branch = ""): Promise<string> {
  const request = attempt(title, branch, { milliseconds: 20_000 });
  return (await hostileReviewer().review(COMMITS, request, never)).summary;
}

test("a child reads what the parent gives it", async () => {
  expect(await summaryOf("honest")).toContain("a listing");
});

test.each([
  "ask dns",
  "read passwd",
  "read parent",
  "write file",
  "start process",
  "start worker",
  "load addon",
  "kill parent",
  "run text",
])("a child cannot: %s", async (title) => {
  expect(await summaryOf(title)).toMatch(/^stopped: /);
  expect(existsSync("/tmp/gatehouse-escape")).toBe(false);
});

test("a child cannot reach a server over TCP or HTTP", async () => {
  let calls = 0;
  const server = createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  // A TCP server's address is never a path.
  const port = String((server.address() as AddressInfo).port);
  expect(await summaryOf("connect tcp", port)).toMatch(/^stopped: /);
  expect(await summaryOf("fetch http", port)).toMatch(/^stopped: /);
  expect(calls).toBe(0);
});

test("a child cannot send over UDP", async () => {
  const heard: Buffer[] = [];
  const socket = createSocket("udp4", (message) => heard.push(message));
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  onTestFinished(() => void socket.close());
  expect(await summaryOf("send udp", String(socket.address().port))).toMatch(/^stopped: /);
  expect(heard).toEqual([]);
});

test("a child has nothing of our environment", async () => {
  process.env["GATEHOUSE_TEST_SECRET"] = "a secret";
  onTestFinished(() => void delete process.env["GATEHOUSE_TEST_SECRET"]);
  const environment: unknown = JSON.parse(await summaryOf("read environment"));
  // The shell that sets the limits adds its own folder.
  expect(environment).toEqual({ PWD: "/" });
});

test("what one review leaves behind is not there for the next", async () => {
  const reviewer = hostileReviewer();
  const say = async (title: string) =>
    (await reviewer.review(COMMITS, attempt(title, "", { milliseconds: 20_000 }), never)).summary;
  expect(await say("leave a mark")).toBe("marked");
  expect(await say("see the mark")).toBe("nothing to see");
});

test("the system's own limits hold the child, whatever becomes of Node's", async () => {
  // The fences of Node are tried above; these are what the kernel says of the process itself.
  const { startChild, killChild } = await import("../../src/isolate/child-process.ts");
  const { CHILD_OPTIONS } = await import("../../src/isolate/child-process.ts");
  const child = startChild({ ...CHILD_OPTIONS, readable: [] }, "review");
  onTestFinished(() => killChild(child));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const limits = readFileSync(`/proc/${child.process.pid}/limits`, "utf8");
  expect(limits).toMatch(/Max file size +0 +0 +bytes/);
  expect(limits).toMatch(/Max core file size +0 +0 +bytes/);
  expect(limits).toMatch(new RegExp(`Max data size +${CHILD_OPTIONS.memoryBytes} `));
  // Whoever keeps it busy keeps nothing else of this machine waiting.
  expect(getPriority(child.process.pid)).toBeGreaterThan(getPriority());
});
