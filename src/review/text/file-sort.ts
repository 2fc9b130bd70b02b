import { extensionOf } from "../files/claims.ts";

/** What sort of reader a text has first: a program, a person, or a program that shows it. */
export type FileSort = "code" | "prose" | "data";

const PROSE = ["md", "mdx", "markdown", "rst", "adoc", "txt", "tex", "org", "html", "htm", "xhtml"];
const DATA = [
  ...["json", "jsonc", "json5", "po", "pot", "xliff", "xlf", "strings", "properties", "resx"],
  ...["arb", "ftl", "csv", "tsv", "xml", "svg", "yml", "yaml", "toml", "srt", "vtt", "snap"],
  ...["ts.snap", "log", "cast", "geojson", "ipynb", "lock", "stringsdict", "xcstrings"],
];
const MESSAGES = ["title", "commit", "body"];

/** Sorts a file by its name; what we do not know counts as code, the strictest sort. */
export function fileSort(path: string): FileSort {
  const extension = extensionOf(path);
  if (PROSE.includes(extension) || MESSAGES.includes(path)) return "prose";
  if (DATA.includes(extension)) return "data";
  return /(?:^|\/)(?:README|LICENSE|COPYING|NOTICE|AUTHORS|CHANGELOG|CONTRIBUTORS)$/i.test(path)
    ? "prose"
    : "code";
}
