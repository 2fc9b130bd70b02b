import type { FormatFamily } from "./formats.ts";

const EXTENSIONS: Readonly<Record<Exclude<FormatFamily, "data">, readonly string[]>> = {
  executable: ["exe", "dll", "so", "dylib", "node", "wasm", "class", "dex", "pyc", "pyo", "o", "a"],
  image: ["png", "jpg", "jpeg", "gif", "webp", "bmp", "ico", "cur", "tif", "tiff", "avif", "heic"],
  font: ["woff", "woff2", "ttf", "otf", "ttc", "eot"],
  archive: ["zip", "gz", "tgz", "bz2", "xz", "7z", "rar", "tar", "zst", "jar", "war", "whl"],
  media: ["mp3", "mp4", "m4a", "m4v", "wav", "ogg", "oga", "ogv", "flac", "avi", "mkv", "webm"],
  document: ["pdf", "doc", "xls", "ppt", "docx", "xlsx", "pptx", "odt", "ods", "epub"],
};

/** Text that programs and people read as it stands. `.ts` is TypeScript unless bytes say else. */
const TEXT = [
  ...["js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx", "vue", "svelte", "py", "pyi", "pyw"],
  ...[
    "sh",
    "bash",
    "zsh",
    "ps1",
    "psm1",
    "psd1",
    "bat",
    "cmd",
    "rb",
    "php",
    "pl",
    "lua",
    "go",
    "rs",
    "java",
    "kt",
    "kts",
    "groovy",
    "sbt",
    "sc",
    "dart",
    "clj",
    "cljs",
    "cljc",
    "edn",
  ],
  ...["c", "h", "cc", "cpp", "hpp", "cs", "swift", "scala", "r", "sql", "md", "txt", "rst", "adoc"],
  ...["json", "jsonc", "yml", "yaml", "toml", "ini", "cfg", "conf", "xml", "html", "htm", "css"],
  ...["scss", "less", "svg", "csv", "tsv", "lock", "log", "env", "gradle", "cmake", "mk", "m4"],
];

const FAMILIES: ReadonlyMap<string, Claim> = new Map<string, Claim>([
  ...Object.entries(EXTENSIONS).flatMap(([family, names]) =>
    // `Object.entries` forgets the key type of a record that is written out above.
    names.map((name) => [name, family as Claim] as const),
  ),
  ...TEXT.map((name) => [name, "text" as const] as const),
]);

/** What the name of a file says it holds. */
export type Claim = FormatFamily | "text";

/** What the extension of the path claims, or null when it claims nothing that we know. */
export function claimOf(path: string): Claim | null {
  return FAMILIES.get(extensionOf(path)) ?? null;
}

/** The extension in lower case without its dot; "" when there is none. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? "" : name.slice(dot + 1).toLowerCase();
}
