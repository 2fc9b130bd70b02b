import { Readable } from "node:stream";
import { Fault } from "../model/fault.ts";
import type { CommitSha } from "../model/repository.ts";
import type { SandboxRequest } from "../model/sandbox-request.ts";
import type { Commits } from "../ports/git.ts";
import { parseListing } from "../review/tree/listing.ts";

const BLOCK = 512;
const MOST_ENTRIES = 400_000;

/**
 * The commit's tree as a tar stream, with the program of `/sandbox exec` in front where there
 * is one. A name that the tree has already is refused: the later entry would win.
 */
export async function sourceTar(
  commits: Commits,
  headSha: CommitSha,
  program: SandboxRequest["program"],
): Promise<Readable> {
  const tree = await commits.archive(headSha);
  if (program === undefined) return tree;
  const { entries } = parseListing(await commits.list(headSha), MOST_ENTRIES);
  const name = program.path.toLowerCase();
  if ([...entries.keys()].some((path) => path.split("/")[0]?.toLowerCase() === name)) {
    tree.destroy();
    throw new Fault("refused", `the commit has a file of its own at ${program.path}`);
  }
  return Readable.from(inFront(tarEntry(program.path, Buffer.from(program.text)), tree), {
    objectMode: false,
  });
}

async function* inFront(first: Uint8Array, rest: Readable): AsyncGenerator<Uint8Array> {
  yield first;
  for await (const chunk of rest) yield chunk as Uint8Array; // a byte stream without encoding
}

/** One regular file in the ustar format (POSIX.1-1988), whose path has at most 100 bytes. */
export function tarEntry(path: string, content: Uint8Array): Uint8Array {
  const header = Buffer.alloc(BLOCK);
  if (Buffer.byteLength(path) > 100) throw new Fault("refused", "the program's name is too long");
  const octal = (value: number, width: number) => `${value.toString(8).padStart(width, "0")}\0`;
  header.write(path, 0);
  header.write(octal(0o644, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(content.length, 11), 124);
  header.write(octal(946_684_800, 11), 136);
  header.write(" ".repeat(8), 148);
  header.write("0", 156);
  header.write("ustar\u000000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  const padding = (BLOCK - (content.length % BLOCK)) % BLOCK;
  return Buffer.concat([header, content, Buffer.alloc(padding)]);
}
