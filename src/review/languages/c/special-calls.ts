import type { Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { assignTo, callAt, callOf, constantAt, nameAt, opaqueAt } from "../lowered.ts";
import { STDIN, type Lowering } from "./lowering.ts";
import { lowerTransfer } from "./transfers.ts";
import { WRITES, type Writes } from "./written-arguments.ts";

/**
 * Functions of the platform that are no plain calls: they write into what they are given, or
 * decide what a program that is started later reads. Null for all others.
 */
export function lowerSpecial(
  name: string,
  given: readonly SyntaxNode[],
  node: SyntaxNode,
  to: Lowering,
): Expression | null {
  const writes = name === "getline" && isStreams(given) ? INTO_TEXT : WRITES.get(name);
  if (writes !== undefined && given.length > writes.to)
    return written(name, writes, given, node, to);
  const args = given.map((each) => callAt("#text", [to.expression(each)], each.at));
  return (
    lowerTransfer(name, given, args, node, to) ??
    lowerStart(name, given, args, node) ??
    lowerConnection(name, given, args, node, to) ??
    lowerMemory(name, given, args, node) ??
    lowerOther(name, given, args, node, to)
  );
}

const INTO_TEXT: Writes = { to: 1, how: "call", from: 0 };

/** `std::getline(stream, text)`; that of C has the address of a text first. */
function isStreams(given: readonly SyntaxNode[]): boolean {
  return given.length === 2 || given[0]?.text.startsWith("&") === false;
}

/** A function that writes into one of its arguments. */
function written(
  name: string,
  { to: index, how, from }: Writes,
  given: readonly SyntaxNode[],
  { at }: SyntaxNode,
  to: Lowering,
): Expression {
  const values = given.map((each) => to.expression(each));
  const place = values[index] ?? opaqueAt([], at);
  const texts = values.map((each) => callAt("#text", [each], at));
  const source = texts[from] ?? opaqueAt([], at);
  const rest = texts.filter((_, each) => each !== index);
  if (how === "append") return assignTo(place, callAt("#append", [place, source], at), at);
  const call = callAt(name, rest, at);
  const value =
    how === "copy"
      ? (values[from] ?? source)
      : how === "format"
        ? callAt("#format", texts.slice(from), at)
        : how === "decode"
          ? callAt("#base64", [source], at)
          : call;
  return assignTo(place, callAt("#into", [place, value], at), at);
}

const EXEC = /^_?w?(?:exec|spawn)(l|v)(p?)(e?)(?:at)?$/;

/** Programs with their arguments: the first of these is only the name that it is told. */
function lowerStart(
  name: string,
  given: readonly SyntaxNode[],
  args: readonly Expression[],
  { at }: SyntaxNode,
): Expression | null {
  const exec = EXEC.exec(name);
  const spawn = /^posix_spawnp?$/.test(name);
  if (exec === null && !spawn) return /^fexecve$/.test(name) ? started(args, at) : null;
  if (spawn) {
    const [, path, , , argv] = args;
    return path === undefined ? null : started([path, ...(argv === undefined ? [] : [argv])], at);
  }
  const own = /spawn/.test(name) ? args.slice(1) : args;
  const [path, ...rest] = own;
  if (path === undefined) return null;
  if (exec?.[1] === "v") return started([path, ...rest.slice(0, 1)], at);
  const words = rest.slice(1, exec?.[3] === "e" ? -1 : undefined);
  const last = given.at(exec?.[3] === "e" ? -2 : -1)?.text ?? "";
  const plain = /NULL|nullptr|^0$|\)\s*0$/.test(last) ? words.slice(0, -1) : words;
  const list: Expression = { kind: "list", items: plain.map((value) => ({ value })), at };
  return startedWith(path, list, at);
}

function started([path, argv]: readonly Expression[], at: SyntaxNode["at"]): Expression {
  const list = argv === undefined ? opaqueAt([], at) : callAt("#words", [argv], at);
  return startedWith(path ?? opaqueAt([], at), list, at);
}

function startedWith(path: Expression, list: Expression, at: SyntaxNode["at"]): Expression {
  return {
    kind: "call",
    callee: nameAt("exec", at),
    args: [{ value: path }, { value: list }],
    input: nameAt(STDIN, at),
    at,
  };
}

/** Connections: what they lead to stays with the handle. */
function lowerConnection(
  name: string,
  given: readonly SyntaxNode[],
  args: readonly Expression[],
  node: SyntaxNode,
  to: Lowering,
): Expression | null {
  const { at } = node;
  const [first, second] = args;
  const place = given[0] === undefined ? null : to.expression(given[0]);
  if (
    /^(?:connect|WSAConnect)$/.test(name) &&
    first !== undefined &&
    second !== undefined &&
    place !== null &&
    args.length > 2
  ) {
    const call = callAt("connect", [first, callAt("#address", [second], at)], at);
    return assignTo(place, call, at);
  }
  if (/^dup[23]$/.test(name) && first !== undefined) {
    return assignTo(nameAt(STDIN, at), first, at);
  }
  if (name === "SSL_set_fd" && place !== null && second !== undefined) {
    return assignTo(place, second, at);
  }
  if (name === "getaddrinfo" && given[3] !== undefined && first !== undefined) {
    const info: Expression = {
      kind: "record",
      entries: [{ key: constantAt("ai_addr", at), value: first }],
      at,
    };
    const call = callAt(name, [first], at);
    return {
      kind: "sequence",
      items: [call, assignTo(to.expression(given[3]), info, at), call],
      at,
    };
  }
  if (name !== "gethostbyname" || first === undefined) return null;
  const list: Expression = { kind: "list", items: [{ value: first }], at };
  const entries = [
    { key: constantAt("h_addr", at), value: first },
    { key: constantAt("h_addr_list", at), value: list },
  ];
  const options: Expression[] = [callAt(name, [first], at), { kind: "record", entries, at }];
  return { kind: "choice", test: null, options, at };
}

const EXECUTABLE = /PROT_EXEC|PAGE_EXECUTE|^0x40$|^7$/;

/** Memory that may be executed, and what starts a thread in it. */
function lowerMemory(
  name: string,
  given: readonly SyntaxNode[],
  args: readonly Expression[],
  { at }: SyntaxNode,
): Expression | null {
  if (
    /^(?:mmap|mprotect|pkey_mprotect|Virtual(?:Alloc|Protect)(?:Ex)?|Nt(?:Allocate|Protect)VirtualMemory|MapViewOfFile(?:Ex)?|NtMapViewOfSection)$/.test(
      name,
    )
  ) {
    const executable = given.some((each) => EXECUTABLE.test(each.text.slice(0, 200)));
    if (!executable) return /^mmap/.test(name) ? callAt("#buffer", args, at) : null;
    const call = callAt(`native.${name}`, args, at);
    return { kind: "choice", test: null, options: [callAt("#buffer", [], at), call], at };
  }
  return /^(?:CreateRemoteThread(?:Ex)?|RtlCreateUserThread|NtCreateThreadEx|QueueUserAPC|SetThreadContext|WriteProcessMemory|NtWriteVirtualMemory)$/.test(
    name,
  )
    ? callAt(`native.${name}`, args, at)
    : null;
}

function lowerOther(
  name: string,
  given: readonly SyntaxNode[],
  args: readonly Expression[],
  node: SyntaxNode,
  to: Lowering,
): Expression | null {
  const { at } = node;
  const [first, second, ...more] = args;
  if (/^(?:f|d|sd|qd)?w?printf(?:_s)?$/.test(name) && first !== undefined) {
    if (!/^(?:f|d|sd|qd)/.test(name)) return callAt("printf", [callAt("#format", args, at)], at);
    const data = callAt("#format", second === undefined ? [] : [second, ...more], at);
    return callAt(/^d/.test(name) ? "dprintf" : "fprintf", [first, data], at);
  }
  if (/^(?:fwrite|fputs|fputws|putc|fputc)$/.test(name) && first !== undefined) {
    return callAt("fputs", [first, args.at(-1) ?? first], at);
  }
  if (name === "reverse" || name === "ranges.reverse") {
    const whole = beginningOf(given[0]);
    const place = whole === null ? null : to.expression(whole);
    return place === null ? null : assignTo(place, callAt("#reversed", [place], at), at);
  }
  if (
    /^(?:CreateProcess(?:AsUser|WithLogon|WithToken)?[AW]?)$/.test(name) &&
    second !== undefined
  ) {
    const [app, line] = /^CreateProcess[AW]?$/.test(name) ? [first, second] : [second, more[0]];
    const command = callAt("#command", [app ?? second, line ?? second], at);
    return {
      kind: "call",
      callee: nameAt("CreateProcess", at),
      args: [{ value: command }],
      input: nameAt(STDIN, at),
      at,
    };
  }
  if (/^ShellExecute[AW]?$/.test(name) && args[2] !== undefined) {
    return callAt("ShellExecute", [callAt("#command", [args[2], args[3] ?? args[2]], at)], at);
  }
  if (
    /^(?:p?thread_create|CreateThread|_beginthread(?:ex)?|thrd_create|std\.thread|thread|async|call_once|for_each|signal|atexit|at_quick_exit|bsd_signal|sigaction|EnumWindows|CallWindowProc[AW]?)$/.test(
      name,
    )
  ) {
    return callOf(
      nameAt("#calls", at),
      given.map((each) => to.expression(each)),
      at,
    );
  }
  return null;
}

function beginningOf(node: SyntaxNode | undefined): SyntaxNode | null {
  if (node?.type !== "call_expression") return node ?? null;
  const called = child(node, "function");
  if (called?.type === "field_expression") return child(called, "argument");
  return parts(child(node, "arguments") ?? node)[0] ?? null;
}
