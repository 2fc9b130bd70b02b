import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyFile } from "../../../src/review/files/classify.ts";

const bytes = (text: string) => Buffer.from(text, "latin1");

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, bytes(type), data, Buffer.alloc(4)]);
}

function png(): Buffer {
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  const pixels = deflateSync(Buffer.from([0, 255, 0, 0]));
  const head = bytes("\x89PNG\r\n\x1a\n");
  return Buffer.concat([
    head,
    chunk("IHDR", header),
    chunk("IDAT", pixels),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function elf(): Buffer {
  return Buffer.concat([bytes("\x7fELF\x02\x01\x01"), Buffer.alloc(200, 0x90)]);
}

const noise = (size: number) =>
  Buffer.from(Array.from({ length: size }, (_, index) => (index * 167 + 13) & 0xff));
const woff2 = Buffer.concat([bytes("wOF2\0\x01\0\0"), Buffer.from([0, 0, 2, 0]), noise(500)]);
const payload = `${" ".repeat(273)}const f = require("fs"); eval(f.readFileSync("x"));`;

describe("a file that is not what its name says", () => {
  const lies: [string, string, Buffer, string, RegExp][] = [
    [
      "JavaScript named as a font",
      "public/fonts/fa-solid-500.woff2",
      bytes(payload),
      "type-mismatch",
      /font \(\.woff2\).*reads as JavaScript/,
    ],
    [
      "a shell script named as a picture",
      "logo.png",
      bytes("#!/bin/sh\necho hi\n"),
      "type-mismatch",
      /script for sh/,
    ],
    [
      "JavaScript behind the magic bytes of a GIF",
      "a.gif",
      bytes(`GIF89a=1;${payload}`),
      "type-mismatch",
      /begins like a GIF image but is text/,
    ],
    ["a program named as a picture", "a.png", elf(), "type-mismatch", /is an ELF program/],
    ["a program named as a picture, as a program", "a.png", elf(), "executable-binary", /ELF/],
    [
      "a program named as notes",
      "notes.txt",
      elf(),
      "type-mismatch",
      /named as text \(\.txt\), is an ELF/,
    ],
    ["a program without an extension", "bin/tool", elf(), "executable-binary", /ELF/],
    [
      "an archive named as a picture",
      "a.png",
      Buffer.concat([bytes("PK\x03\x04"), noise(300)]),
      "type-mismatch",
      /ZIP/,
    ],
    [
      "an archive named as Python, which Python runs",
      "a.py",
      Buffer.concat([bytes("PK\x03\x04"), noise(300)]),
      "type-mismatch",
      /ZIP/,
    ],
    [
      "PHP inside a JPEG",
      "a.jpg",
      Buffer.concat([bytes("\xff\xd8\xff\xe0"), noise(200), bytes("<?php system(1);"), noise(200)]),
      "type-mismatch",
      /holds code/,
    ],
    [
      "JavaScript behind the end of a PNG",
      "a.png",
      Buffer.concat([png(), bytes(payload)]),
      "type-mismatch",
      /behind the end|holds code/,
    ],
    [
      "a script with a program behind it",
      "install.run",
      Buffer.concat([bytes("#!/bin/sh\ntail -c +50\n"), noise(500)]),
      "executable-binary",
      /script for sh/,
    ],
    [
      "WebAssembly",
      "a.wasm",
      Buffer.concat([bytes("\0asm\x01\0\0\0"), noise(100)]),
      "executable-binary",
      /WebAssembly/,
    ],
    [
      "Python bytecode",
      "a.pyc",
      Buffer.concat([Buffer.from([0xcb, 0x0d, 0x0d, 0x0a]), noise(100)]),
      "executable-binary",
      /Python bytecode/,
    ],
    [
      "JavaScript with some NULs named as a font",
      "a.ttf",
      bytes(`\0\0${payload}${payload}`),
      "type-mismatch",
      /JavaScript/,
    ],
  ];
  it.each(lies)("says so: %s", (_, path, content, feature, detail) => {
    const facts = classifyFile(path, content).facts.filter((fact) => fact.feature === feature);
    expect(facts.map((fact) => fact.detail).join("\n")).toMatch(detail);
  });
});

describe("a file that is what its name says", () => {
  const honest: [string, string, Buffer][] = [
    ["an empty picture", "a.png", Buffer.alloc(0)],
    [
      "a Git LFS pointer",
      "a.woff2",
      bytes("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n"),
    ],
    ["a vector image", "a.svg", bytes("<svg xmlns='http://www.w3.org/2000/svg'></svg>")],
    [
      "TypeScript, which shares its name with video",
      "a.ts",
      bytes("export const a: number = 1;\n"),
    ],
    ["Markdown", "README.md", bytes("# Title\n")],
    ["a key in PEM", "a.pem", bytes("-----BEGIN PUBLIC KEY-----\n")],
    ["a slide show named .key", "a.key", noise(400)],
    ["a font", "a.woff2", woff2],
    ["a picture", "a.png", png()],
    ["a PNG named .ico, as many are", "favicon.ico", png()],
    ["a WebP named .png", "a.png", Buffer.concat([bytes("RIFF\x04\x01\0\0WEBPVP8 "), noise(256)])],
    ["a text in Latin-1", "a.txt", bytes("Gr\xfc\xdfe aus K\xf6ln, h\xe4ufig gelesen\n")],
    [
      "a text in UTF-16",
      "a.txt",
      Buffer.concat([bytes("\xff\xfe"), Buffer.from("Hallo Welt", "utf16le")]),
    ],
    ["a PDF that is all text", "a.pdf", bytes("%PDF-1.4\n1 0 obj\nendobj\n")],
    [
      "an office document, which is a ZIP",
      "a.docx",
      Buffer.concat([bytes("PK\x03\x04"), noise(300)]),
    ],
    ["unknown data", "a.bin", noise(600)],
  ];
  it.each(honest)("is quiet: %s", (_, path, content) => {
    expect(classifyFile(path, content).facts).toEqual([]);
  });
});

describe("an inert file", () => {
  it("is a picture whose structure ends with its last byte", () => {
    expect(classifyFile("a.png", png()).inert).toBe(true);
    expect(classifyFile("a.woff2", Buffer.concat([woff2.subarray(0, 508), noise(4)])).inert).toBe(
      true,
    );
  });
  it("is not a picture that is cut off, continued, or named as something else", () => {
    expect(classifyFile("a.png", png().subarray(0, 40)).inert).toBe(false);
    expect(classifyFile("a.png", Buffer.concat([png(), noise(9)])).inert).toBe(false);
    expect(classifyFile("a.dat", png()).inert).toBe(false);
  });
  it("is never text or a program", () => {
    expect(classifyFile("a.png", bytes("text")).inert).toBe(false);
    expect(classifyFile("a.exe", elf()).inert).toBe(false);
  });
});

describe("the program of a #! line", () => {
  const lines: [string, string | null][] = [
    ["#!/usr/bin/env node\n", "node"],
    ["#!/usr/bin/env -S python3.12 -u\n", "python"],
    ["#!/bin/bash -e\n", "bash"],
    ["#! /bin/sh\r\n", "sh"],
    ["#!/usr/bin/env A=1 deno run\n", "deno"],
    ["# not one\n", null],
    ["#!\n", null],
  ];
  it.each(lines)("%j is %j", (text, program) => {
    expect(classifyFile("run", bytes(text)).interpreter).toBe(program);
  });
});

it("classifies any bytes under any name without a fault", () => {
  const heads = [
    "",
    "\x89PNG\r\n\x1a\n",
    "GIF89a",
    "\xff\xd8\xff\xe0",
    "RIFFaaaaWEBP",
    "wOFF",
    "\0\x01\0\0\0\x09",
    "\0\0\x01\0\x09\0",
    "BM",
    "\xca\xfe\xba\xbe",
    "MZ",
    "PK\x03\x04",
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...heads),
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom("a.png", "a.ttf", "a.js", "a.ico", "x", "a.gz"),
      (head, rest, path) => {
        const result = classifyFile(path, Buffer.concat([bytes(head), rest]));
        expect(["empty", "text", "binary", "lfs-pointer"]).toContain(result.kind);
      },
    ),
  );
});
