import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";

test("a file can be written and executed in HOME and in /tmp", () => {
  for (const folder of [homedir(), tmpdir()]) {
    const program = join(folder, "program");
    writeFileSync(program, "#!/bin/sh\necho ran\n", { mode: 0o755 });
    assert.equal(execFileSync(program, { encoding: "utf8" }), "ran\n");
  }
});

test("a server on the loopback address can be reached", async () => {
  const server = createServer((_, response) => response.end("here"));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const answer = await fetch(`http://127.0.0.1:${server.address().port}/`);
  assert.equal(await answer.text(), "here");
  server.close();
});

test("npm is there", () => {
  assert.match(execFileSync("npm", ["--version"], { encoding: "utf8" }), /^\d+\.\d+\.\d+\n$/);
});
