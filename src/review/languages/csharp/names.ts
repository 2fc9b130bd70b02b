import { child, parts, type SyntaxNode } from "../syntax.ts";

/** What the `using` lines of a file say. */
export interface Usings {
  /** `using P = System.Diagnostics.Process`: what P stands for, as written. */
  aliases: ReadonlyMap<string, string>;
  /** `using static System.Diagnostics.Process`: its members stand alone. */
  statics: readonly string[];
}

/** Reads the `using` lines, wherever they stand at the top or in a namespace. */
export function usingsOf(tree: SyntaxNode): Usings {
  const aliases = new Map<string, string>();
  const statics: string[] = [];
  const pending = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const each of parts(node)) {
      if (/^(?:namespace_declaration|declaration_list|preproc_\w+|ERROR)$/.test(each.type))
        pending.push(each);
      if (each.type !== "using_directive") continue;
      const alias = child(each, "name");
      const named = parts(each).find((part) => part !== alias);
      if (named === undefined) continue;
      if (alias !== null) aliases.set(plainName(alias.text), named.text);
      else if (/\bstatic\b/.test(each.text)) statics.push(usualName(named.text));
    }
  }
  return { aliases, statics };
}

/** An identifier without `@`, its escapes written out. */
export function plainName(text: string): string {
  if (!text.includes("\\") && !text.startsWith("@")) return text;
  return text
    .replace(/^@/, "")
    .replace(/\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/g, (_, short?: string, long?: string) => {
      const code = Number.parseInt(short ?? long ?? "0", 16);
      return code > 0x10ffff ? "" : String.fromCodePoint(code);
    });
}

/** Name spaces begin in these words; what stands below them is known by the type's name alone. */
const LIBRARIES =
  /^(?:System|Microsoft|Windows|Newtonsoft|RestSharp|Flurl|ICSharpCode|SharpCompress|Renci|MailKit|MimeKit|CliWrap|Octokit|Amazon|Azure|Google|Mono|Medallion|Org\.BouncyCastle|DnsClient|Xunit|NUnit|Websocket)(?:\.|$)/;

/** Types with names of the language. */
const KEYWORDS: ReadonlyMap<string, string> = new Map([
  ["String", "string"],
  ["Object", "object"],
  ["Byte", "byte"],
  ["Char", "char"],
  ["Int32", "int"],
  ["Int64", "long"],
  ["UInt32", "uint"],
  ["Boolean", "bool"],
]);

/**
 * The name by which a vocabulary knows a type or a member: no name space, no type arguments.
 * `System.Diagnostics.Process.Start` is `Process.Start`: of the words before the last type
 * those are left out that no type of the library has as its name.
 */
export function usualName(text: string): string {
  const plain = withoutArguments(text)
    .replace(/\s+/g, "")
    .replace(/^global::/, "")
    .replace(/^\w+::/, "");
  const words = plain.split(".").map(plainName);
  if (!LIBRARIES.test(words.join(".")))
    return [keyword(words[0] ?? ""), ...words.slice(1)].join(".");
  const start = words.findIndex((word, index) => index > 0 && !isNameSpace(word, index));
  const rest = start === -1 ? words.slice(-1) : words.slice(start);
  return [keyword(rest[0] ?? ""), ...rest.slice(1)].join(".");
}

function keyword(word: string): string {
  return KEYWORDS.get(word) ?? word;
}

/** What stands between angle brackets goes, however deep; linear. */
function withoutArguments(text: string): string {
  if (!text.includes("<")) return text;
  let depth = 0;
  let out = "";
  for (const letter of text) {
    if (letter === "<") depth += 1;
    else if (letter === ">") depth = Math.max(0, depth - 1);
    else if (depth === 0) out += letter;
  }
  return out;
}

/** Words of the name spaces of .NET and of the libraries that the vocabulary knows. */
const NAME_SPACES = new Set(
  (
    "Diagnostics IO Net Http Sockets Security Cryptography Text Json Serialization Formatters Binary " +
    "Collections Generic Concurrent Linq Threading Tasks Reflection Emit Runtime InteropServices " +
    "CompilerServices Loader Compression Pipes Mail NetworkInformation WebSockets Management " +
    "Automation Runspaces CodeDom Compiler Win32 CSharp VisualBasic CodeAnalysis Scripting Build " +
    "Utilities Framework AspNetCore Mvc Extensions Configuration Hosting DependencyInjection Web UI " +
    "WebControls Principal Xml Xsl Drawing Windows Forms Data SqlClient DirectoryServices " +
    "ServiceProcess Messaging Common Linq Globalization Buffers Numerics Media Devices Playwright " +
    "SharpZipLib GZip Zip Core Tar BouncyCastle Crypto SshNet Websockets Client VisualStudio " +
    "TestTools UnitTesting Engine BZip2 Readers Archives Headers Json Script Services Storage Blobs AccessControl"
  ).split(" "),
);

/** `Process` and `Task` are types although they look like words of a name space. */
function isNameSpace(word: string, index: number): boolean {
  return index < 6 && NAME_SPACES.has(word);
}
