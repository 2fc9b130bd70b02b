/** Modules whose functions are known by their short names. */
const SHORT =
  /^(?:MIME::Base64|MIME::QuotedPrint|POSIX|File::Copy|File::Path|File::Temp|File::Basename|URI::Escape|Sys::Hostname|Cwd|IPC::Open[23]|IPC::Run3?|IPC::System::Simple|Capture::Tiny|Data::Dumper|Storable|JSON(?:::PP|::XS|::MaybeXS)?|List::Util|Socket|Compress::Zlib|Digest::MD5|Digest::SHA|Encode|Symbol|Carp|Term::ReadKey|File::Slurp(?:er)?|File::Find|Net::Domain|Convert::UU|UNIVERSAL::require|Safe|Filter::Util::Call|Test::More|FindBin|File::HomeDir|Proc::Daemon|String::Escape|IO::Uncompress::\w+|IO::Compress::\w+)::(?=\w+$)/;

const SPECIAL: ReadonlyMap<string, string> = new Map([
  ["%ENV", "env"],
  ["*STDIN", "#stdin"],
  ["*ARGV", "#stdin"],
]);

/** What a framework gives under these names, when nobody here does. */
const GIVEN: ReadonlyMap<string, string> = new Map([
  ["$c", "#context"],
  ["$ctx", "#context"],
  ["$req", "#request"],
  ["$request", "#request"],
  ["$q", "#request"],
  ["$cgi", "#request"],
  ["$query", "#request"],
  ["$env", "#psgi"],
]);

/** What a framework gives a function under this name; null for all others. */
export function givenAs(name: string, web: boolean): string | null {
  return web && name === "$self" ? "#context" : (GIVEN.get(name) ?? null);
}

/** The API that a name stands for which nobody defined; null when it is just unknown. */
export function apiOf(name: string): string | null {
  const special = SPECIAL.get(name);
  if (special !== undefined) return special;
  if (/^[$@%*]/.test(name)) return null;
  if (name.startsWith("#")) return name.startsWith("#use:") ? null : name;
  const plain = name
    .replace(/::$/, "")
    .replace(/^(?:CORE::(?:GLOBAL::)?|main::|::)/, "")
    .replace(SHORT, "");
  return plain.replaceAll("::", ".");
}

/** The class that a text names. */
export function classOf(text: string): { name: string; api: string } | null {
  if (!/^[A-Z]\w*(?:::\w+)*$/.test(text) || text.length > 100) return null;
  return { name: `${text}::`, api: apiOf(text) ?? text };
}
