import type { Argument, Expression } from "../../code/program.ts";
import { matchHere, peek, spanFrom, takeMatch, takes } from "../cursor.ts";
import { assignAt, callAt, constantAt, nameAt, opaqueAt, operationAt } from "../lowered.ts";
import { parenthesised } from "./arguments.ts";
import { oneOf, targetOf } from "./assign.ts";
import { skipSpace } from "./blanks.ts";
import { endsList } from "./ends.ts";
import { listArguments, readBlock } from "./parse-call.ts";
import { withBlock } from "./parse-map.ts";
import { openedBy, printedBy } from "./handles.ts";
import type { Parser } from "./parser.ts";

/** Words that take one operand, and where it is missing, `$_`. Source: perlfunc. */
const UNARY = new Set(
  `defined ref scalar lc uc lcfirst ucfirst fc length chr ord hex oct int abs sqrt log exp sin cos rand
  srand quotemeta chomp chop chdir rmdir readlink stat lstat exists delete each keys values shift pop
  caller undef study pos lock require umask sleep localtime gmtime alarm exit chroot readline close
  fileno getc closedir readdir rewinddir gethostbyname getpwnam getpwuid getgrnam evalbytes eval do
  untie tied exists getsockname getpeername`.split(/\s+/),
);
const LISTED = new Set(
  `print printf say open system exec map grep sort push unshift splice join split sprintf pack unpack
  reverse substr index rindex die warn bless unlink rename mkdir chmod chown utime link symlink kill
  opendir seek tell binmode eof truncate read sysread syswrite sysopen send recv socket connect bind
  listen accept shutdown select fcntl ioctl flock local atan2 vec waitpid goto dump tie crypt glob
  readpipe syscall socketpair getservbyname wantarray setsockopt getpwent formline pipe`.split(
    /\s+/,
  ),
);
/** What these answer is several values where a list is wanted. */
const SEVERAL =
  /^(?:map|grep|sort|keys|values|split|unpack|glob|splice|each|stat|caller|reverse|readdir|localtime|recv)$/;
/** What these do without an operand, they do with `$_`. */
const TOPIC =
  /^(?:lc|uc|lcfirst|ucfirst|fc|length|chr|ord|hex|oct|int|abs|quotemeta|chomp|chop|rmdir|readlink|stat|unlink|print|say|printf|eval|evalbytes|require|split|unpack|defined|ref)$/;

/** These want one text: what may be several values is the first of them there. */
const ONE_TEXT = /^(?:eval|evalbytes|lc|uc|chr|ord|hex|oct|length|quotemeta)$/;

/** Whether a word is one of the language. */
export function isBuiltin(word: string): boolean {
  return UNARY.has(word) || LISTED.has(word);
}

/** What a word of the language does: the cursor stands behind it. */
export function callBuiltin(parser: Parser, word: string, start: number): Expression {
  const { cursor, notes } = parser;
  skipSpace(parser);
  if (word === "print" || word === "printf" || word === "say")
    return printedBy(parser, word, start);
  if (word === "map" || word === "grep" || word === "sort") return withBlock(parser, word, start);
  if (word === "system" || word === "exec") return started(parser, word, start);
  notes.bound = word === "split";
  const given = UNARY.has(word) ? operandOf(parser, word) : listArguments(parser);
  const args = ONE_TEXT.test(word) ? given.map(({ value }) => ({ value })) : given;
  if (args.length === 0 && TOPIC.test(word))
    args.push({ value: nameAt("$_", spanFrom(cursor, start)) });
  const at = spanFrom(cursor, start);
  const out = special(parser, word, args, at) ?? {
    kind: "call",
    callee: nameAt(word, at),
    args,
    at,
  };
  if (SEVERAL.test(word)) notes.several.add(out);
  return out;
}

function operandOf(parser: Parser, word: string): Argument[] {
  const { cursor } = parser;
  if (peek(cursor) === "(")
    return word === "defined" || word === "exists" ? asked(parser) : parenthesised(parser);
  const nothing = matchHere(
    cursor,
    /[,=?.|<>*:]|->|&&|[+-]\s|x\b|(?:eq|ne|lt|gt|le|ge|cmp|x)\b|\/\//y,
  );
  if (
    endsList(parser) ||
    (nothing !== null && !/^<[$A-Z<]/.test(cursor.text.slice(cursor.position, cursor.position + 2)))
  )
    return [];
  if (word === "require") {
    const module = takeMatch(cursor, /[A-Za-z_]\w*(?:::\w+)*(?!\s*\()/y)?.[0];
    if (module !== undefined)
      return [{ value: constantAt(module, spanFrom(cursor, cursor.position)) }];
  }
  if (word === "defined" && takeMatch(cursor, /&[\w:]+(?![\w:]|\s*\()/y) !== null) return [];
  return [{ value: parser.operand() }];
}

/** Asking whether a function is there calls none. */
function asked(parser: Parser): Argument[] {
  return takeMatch(parser.cursor, /\(\s*&[\w:]+\s*\)/y) === null ? parenthesised(parser) : [];
}

function special(
  parser: Parser,
  word: string,
  args: Argument[],
  at: Expression["at"],
): Expression | null {
  const [first, second] = args.map(({ value, spread }) =>
    spread === true && value.kind === "operation" ? (value.operands[0] ?? value) : value,
  );
  switch (word) {
    case "shift":
    case "pop":
      return operationAt(
        `#${word}`,
        [first ?? nameAt(parser.notes.within > 0 ? "@_" : "@ARGV", at)],
        at,
      );
    case "push":
    case "unshift":
      return first === undefined ? null : added(parser, word, first, args.slice(1), at);
    case "require":
      return first === undefined ? null : { kind: "import", module: first, at };
    case "bless":
      return first === undefined ? null : blessed(parser, first, second, at);
    case "open":
      return openedBy(parser, args, at);
    case "scalar":
      if (first === undefined) return null;
      return parser.notes.several.has(first) && first.kind !== "call"
        ? operationAt("#count", [first], at)
        : oneOf(first);
    default:
      return reshaped(parser, word, args, first, at);
  }
}

/** Words whose arguments are not all what they seem. */
function reshaped(
  parser: Parser,
  word: string,
  args: Argument[],
  first: Expression | undefined,
  at: Expression["at"],
): Expression | null {
  switch (word) {
    case "opendir":
    case "socket":
    case "connect":
    case "read":
    case "sysread":
    case "recv":
      return filled(parser, word, args, at);
    case "chomp":
    case "chop":
      return first ?? null;
    case "defined":
    case "exists":
    case "delete":
    case "undef":
      return opaqueAt(
        [operationAt("#known", first === undefined ? [constantAt(null, at)] : [first], at)],
        at,
      );
    case "split":
      return {
        kind: "call",
        callee: nameAt(word, at),
        args: [{ value: patternOf(first, at) }, ...args.slice(1)],
        at,
      };
    case "keys":
    case "values":
    case "each":
      return callAt(word, [first ?? nameAt("%_", at)], at);
    default:
      return null;
  }
}

/** What a text is taken apart by is a pattern, and no match. */
function patternOf(first: Expression | undefined, at: Expression["at"]): Expression {
  if (first === undefined) return constantAt(" ", at);
  const match =
    first.kind === "call" && first.callee.kind === "name" && first.callee.name === "#match";
  return match ? (first.args[0]?.value ?? first) : first;
}

/** `push @list, …`: the list has more items. */
function added(
  parser: Parser,
  word: string,
  list: Expression,
  args: Argument[],
  at: Expression["at"],
): Expression {
  const { before, place, target } = targetOf(parser, list);
  const items: Expression = { kind: "list", items: args, at };
  const value = operationAt(`#${word}`, [place, items], at);
  if (target === null) return value;
  return { kind: "sequence", items: [...before, assignAt(target, value, at)], at };
}

/** An object is what it holds, and its package. */
function blessed(
  { names, notes }: Parser,
  what: Expression,
  owner: Expression | undefined,
  at: Expression["at"],
): Expression {
  const named =
    owner?.kind === "constant" &&
    typeof owner.value === "string" &&
    names.packages.has(owner.value);
  const place =
    owner === undefined
      ? nameAt(`${notes.package}::`, at)
      : named
        ? nameAt(`${String(owner.value)}::`, at)
        : owner;
  return operationAt("#bless", [what, place], at);
}

/** `read($fh, my $data, …)`: the second gets what the first holds; `opendir` fills the first. */
function filled(parser: Parser, word: string, args: Argument[], at: Expression["at"]): Expression {
  const first = /^(?:opendir|socket|connect)$/.test(word);
  const place = args[first ? 0 : 1]?.value;
  const given = first ? args.slice(1) : args.filter((_, index) => index !== 1);
  const value: Expression = { kind: "call", callee: nameAt(word, at), args: given, at };
  if (place === undefined) return value;
  const { before, target } = targetOf(parser, place);
  return target === null
    ? value
    : { kind: "sequence", items: [...before, assignAt(target, value, at)], at };
}

/** A program and its arguments, or one line for a shell. */
function started(parser: Parser, word: string, start: number): Expression {
  const { cursor } = parser;
  const open = takeMatch(cursor, /\(\s*(?=\{)/y) !== null;
  const named = peek(cursor) === "{" ? readBlock(parser).value : null;
  const args = listArguments(parser);
  if (open) {
    skipSpace(parser);
    takes(cursor, ")");
  }
  const at = spanFrom(cursor, start);
  const [only] = args;
  if (named === null && args.length === 1 && only !== undefined && only.spread !== true)
    return callAt(word, [only.value], at);
  const program: Expression | null =
    named === null ? null : { kind: "call", callee: named, args: [], at };
  const items = program === null ? args : [{ value: program }, ...args.slice(1)];
  return callAt("#run", [operationAt("#words", [{ kind: "list", items, at }], at)], at);
}
