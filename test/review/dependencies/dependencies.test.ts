import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseKnown } from "../../../src/review/dependencies/known.ts";
import { lookalikeOf } from "../../../src/review/dependencies/lookalike.ts";
import {
  hostOf,
  isBareAddress,
  isPrivate,
  sourceOf,
} from "../../../src/review/dependencies/source.ts";

const FILE = join(import.meta.dirname, "..", "..", "..", "rules", "dependencies", "known.yml");
const known = parseKnown(readFileSync(FILE, "utf8"), FILE);
const like = (type: string, name: string, own: string[] = []) =>
  lookalikeOf(type, name, known, own);

describe("a name that is made to resemble another", () => {
  it.each([
    ["npm", "lodahs", "lodash"],
    ["npm", "exprss", "express"],
    ["npm", "node-express", "express"],
    ["pypi", "requsts", "requests"],
    ["pypi", "python-requests", "requests"],
    ["action", "action/checkout", "actions/checkout"],
  ])("is known in %s: %s for %s", (type, name, original) => {
    expect(like(type, name)).toBe(original);
  });

  it("is known by letters of other alphabets that look the same", () => {
    expect(like("npm", "еxpress")).toBe("express");
  });

  it.each([
    ["npm", "express"],
    ["npm", "a-name-of-its-own-entirely"],
    ["pypi", "Requests"],
    ["action", "actions/checkout"],
    ["action", "./local"],
    ["docker", "lodahs"],
  ])("is none in %s: %s", (type, name) => {
    expect(like(type, name)).toBeNull();
  });

  it("is none where the project has other packages of the same scope", () => {
    const name = "@babel-x/core";
    const alone = like("npm", name);
    expect(like("npm", name, ["@babel-x/cli"])).toBeNull();
    expect(alone === null || alone.length > 0).toBe(true);
  });
});

describe("the place that a package is taken from", () => {
  const source = (text: string | null, ecosystem: "npm" | "pypi" = "npm") =>
    sourceOf(text, ecosystem, known);

  it("is the registry where nothing else is said, and where the registry is named", () => {
    expect(source(null).kind).toBe("registry");
    expect(source("^1.0.0").kind).toBe("registry");
    expect(source("https://registry.npmjs.org/a/-/a-1.0.0.tgz").kind).toBe("registry");
    expect(source("https://registry.npmjs.org.h.example/a.tgz").kind).toBe("address");
  });

  it.each([
    ["github:Owner/name", "github.com", "owner"],
    ["Owner/name#branch", "github.com", "owner"],
    ["git+https://github.com/owner/name.git", "github.com", "owner"],
    ["git+ssh://git@gitlab.com/owner/name.git#x", "gitlab.com", "owner"],
    ["https://codeload.github.com/owner/name/tar.gz/abc", "codeload.github.com", "owner"],
  ])("is a repository with its owner: %s", (text, host, owner) => {
    expect(source(text)).toEqual({ kind: "git", host, owner });
  });

  it("is the host behind a name before an @, and none where a variable stands for it", () => {
    expect(hostOf("https://registry.npmjs.org@h.example/a.tgz")).toBe("h.example");
    expect(hostOf("https://user:pass@H.example:8080/a")).toBe("h.example");
    expect(hostOf("https://${HOST}/a")).toBeNull();
  });

  it("is a folder of the project for the words that say so", () => {
    for (const text of ["file:../a", "link:a", "workspace:*", "./a", "/a"])
      expect(source(text).kind).toBe("path");
  });
});

describe("an address in numbers", () => {
  it.each(["198.51.100.7", "0xc6336407", "3325256711", "[2001:db8::1]"])(
    "that everybody can reach is bare: %s",
    (host) => {
      expect(isBareAddress(host)).toBe(true);
    },
  );

  it.each([
    "127.0.0.1",
    "10.0.0.1",
    "192.168.1.1",
    "172.16.0.1",
    "[::1]",
    "[fd00::1]",
    "h.example",
  ])("of one's own, or a name, is not: %s", (host) => {
    expect(isBareAddress(host)).toBe(false);
  });

  it("is not private for looking like it", () => {
    expect(isPrivate("localhost")).toBe(true);
    expect(isPrivate("10.0.0.1")).toBe(true);
    expect(isPrivate("10.h.example")).toBe(false);
    expect(isPrivate("127.0.0.1.h.example")).toBe(false);
    expect(isPrivate("localhost.h.example")).toBe(false);
    expect(isPrivate("172.32.0.1")).toBe(false);
    expect(isPrivate("internal.h.example")).toBe(false);
  });
});
