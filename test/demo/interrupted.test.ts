import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { ROOT } from "../architecture/sources.ts";

/** A demo that has come as far as to start Gatehouse, its folder, and Gatehouse's port. */
async function startedDemo() {
  const program = join(ROOT, "test/demo/demo.ts");
  const demo = spawn(process.execPath, [program, "--review-only", "--keep"], {
    cwd: "/",
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void demo.kill("SIGKILL"));
  let text = "";
  const port = await new Promise<number>((resolve) => {
    demo.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      const found = /takes webhooks at port (\d+)/.exec(text);
      if (found !== null) resolve(Number(found[1]));
    });
  });
  const folder = join(ROOT, "var/demo", String(demo.pid));
  return { demo, port, folder, text: () => text };
}

/** Waits until nobody listens at a port of this machine. */
async function closed(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const event = await new Promise((resolve) => {
      socket.once("connect", () => resolve("open"));
      socket.once("error", () => resolve("closed"));
    });
    socket.destroy();
    if (event === "closed") return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test("Ctrl-C ends the demo and Gatehouse, and leaves no folder", async () => {
  const { demo, port, folder, text } = await startedDemo();
  expect(existsSync(folder)).toBe(true);
  demo.kill("SIGINT");
  const [code] = (await once(demo, "exit")) as [number];
  expect([code, text()]).toEqual([130, expect.stringContaining("everything is stopped")]);
  await closed(port);
  expect(existsSync(folder)).toBe(false);
}, 120_000);

test("kill -9 of the demo ends Gatehouse too, and the next demo removes the folder", async () => {
  const first = await startedDemo();
  first.demo.kill("SIGKILL");
  await closed(first.port);
  expect(existsSync(first.folder)).toBe(true);
  const second = await startedDemo();
  expect(existsSync(first.folder)).toBe(false);
  second.demo.kill("SIGINT");
  await once(second.demo, "exit");
}, 120_000);
