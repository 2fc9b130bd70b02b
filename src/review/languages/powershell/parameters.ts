import type { Span } from "../../../model/span.ts";
import type { Argument, Expression } from "../../code/program.ts";
import { constantAt } from "../lowered.ts";
import { type Parser } from "./parser.ts";
import type { Piece } from "./word.ts";

/** Other names under which many commands know the same parameter. */
const SAME: Readonly<Record<string, string>> = {
  literalpath: "path",
  pspath: "path",
  lp: "path",
  url: "uri",
  o: "outfile",
  outputpath: "outfile",
  args: "argumentlist",
  scriptblock: "scriptblock",
  sb: "scriptblock",
  typename: "typename",
  cn: "computername",
  enc: "encodedcommand",
};

/** Parameters that take no value, of the commands that come with PowerShell. */
const SWITCHES: ReadonlySet<string> = new Set(
  `usebasicparsing usebp force recurse r verbose vb debug db passthru asjson asjob append wait noprofile raw compress asplaintext
  whatif wi confirm nonewline noclobber hidden directory file name leaf parent isabsolute resolve nonewwindow
  nointeractive noninteractive noexit nologo skipcertificatecheck allowunencryptedauthentication stream simplematch
  quiet notmatch casesensitive allmatches list ashashtable autosize wrap unique descending asstring asbytestream
  usessl usedefaultcredentials disablekeepalive resume preserveauthorizationonredirect skipheadervalidation
  skiphttperrorcheck noproxy useculture notypeinformation nti online allusers currentuser acceptlicense skippublishercheck
  allowclobber global scriptonly ignorepackagestate quick fast ascustomobject disablenamechecking usewindowspowershell
  asustring noelement nolog line character word sum average maximum minimum not eq ne like match gt lt ge le contains in
  scheduled atlogon atstartup once daily valueonly includeusername loadUserProfile expand strict nocount all asarray
  noenumerate allownosubject mandatory keepalive offline showwindow ifexist expandtype isvalid implicit sta mta`
    .toLowerCase()
    .split(/\s+/),
);

/** Parameters that may be shortened, when nothing else begins so. */
const KNOWN: readonly string[] = [
  "argumentlist",
  "authentication",
  "body",
  "childpath",
  "command",
  "comobject",
  "computername",
  "contenttype",
  "credential",
  "destination",
  "encodedcommand",
  "encoding",
  "erroraction",
  "expandproperty",
  "filepath",
  "headers",
  "inputobject",
  "infile",
  "itemtype",
  "method",
  "outfile",
  "path",
  "property",
  "scriptblock",
  "source",
  "token",
  "typename",
  "uri",
  "useragent",
  "value",
  "variable",
  "windowstyle",
  "workingdirectory",
];

/** The arguments of a command by place and by name. */
export interface NamedPieces {
  args: Argument[];
  named: Map<string, Expression>;
  places: Expression[];
}

/** A command with its parameters told apart, what is piped into it, and where it stands. */
export type Given = NamedPieces & { input: Expression | null; at: Span };

/** Takes pieces apart; `usual` spells the names of parameters out, as commands know them. */
export function namedPieces(pieces: readonly Piece[], parser: Parser, usual: boolean): NamedPieces {
  const args: Argument[] = [];
  const named = new Map<string, Expression>();
  const places: Expression[] = [];
  for (let index = 0; index < pieces.length; index += 1) {
    const piece = pieces[index];
    if (piece === undefined) continue;
    if (piece.kind === "splat") args.push({ name: "**", value: piece.value });
    else if (piece.kind === "value") {
      args.push({ value: piece.word.value });
      places.push(piece.word.value);
    } else {
      const name = usual ? usualParameter(piece.name) : piece.name;
      const next = pieces[index + 1];
      const own = piece.value?.value ?? null;
      const takes = own === null && next?.kind === "value" && !isSwitch(name, parser);
      const value = own ?? (takes ? next.word.value : constantAt(true, spanOf(pieces, index)));
      if (takes) index += 1;
      args.push({ name, value });
      named.set(name, value);
    }
  }
  return { args, named, places };
}

function spanOf(pieces: readonly Piece[], index: number): Expression["at"] {
  for (const piece of [...pieces.slice(index), ...pieces]) {
    if (piece.kind === "splat") return piece.value.at;
    const word = piece.kind === "value" ? piece.word : piece.value;
    if (word !== null) return word.value.at;
  }
  return { line: 1, endLine: 1 };
}

function isSwitch(name: string, parser: Parser): boolean {
  return SWITCHES.has(name) || parser.switches.has(name);
}

function usualParameter(name: string): string {
  const same = Object.hasOwn(SAME, name) ? SAME[name] : undefined;
  if (same !== undefined || KNOWN.includes(name) || SWITCHES.has(name)) return same ?? name;
  if (name.length < 2) return name;
  const found = KNOWN.filter((each) => each.startsWith(name));
  return found.length === 1 ? (found[0] ?? name) : name;
}

/** The arguments in the order of these parameters, whether given by place or by name. */
export function ordered(
  { named, places }: NamedPieces,
  order: readonly string[],
): (Expression | null)[] {
  const left = [...places];
  return order.map((name) => named.get(name) ?? left.shift() ?? null);
}
