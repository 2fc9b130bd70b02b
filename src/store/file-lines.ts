import { createReadStream } from "node:fs";

/**
 * The lines of a file with the knowledge whether each ended. Only a line feed ends one: a
 * carriage return or U+2028, which other readers of lines break at, is part of its line.
 */
export async function* fileLines(path: string): AsyncGenerator<{ text: string; whole: boolean }> {
  let rest = "";
  for await (const chunk of createReadStream(path, { encoding: "utf8" })) {
    const parts = (rest + String(chunk)).split("\n");
    rest = parts.pop() ?? "";
    for (const text of parts) {
      yield { text, whole: true };
    }
  }
  if (rest !== "") {
    yield { text: rest, whole: false };
  }
}
