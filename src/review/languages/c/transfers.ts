import type { Expression } from "../../code/program.ts";
import type { SyntaxNode } from "../syntax.ts";
import { assignTo, callAt, callOf, memberAt } from "../lowered.ts";
import { type Lowering } from "./lowering.ts";

/** Options of libcurl that carry data or say where it goes. Source: curl_easy_setopt(3). */
const CARRIED = [
  "URL",
  "POSTFIELDS",
  "COPYPOSTFIELDS",
  "READDATA",
  "HTTPHEADER",
  "USERPWD",
  "XOAUTH2_BEARER",
  "MIMEPOST",
  "COOKIE",
  "USERAGENT",
  "REFERER",
  "PASSWORD",
  "HTTPPOST",
  "CUSTOMREQUEST",
];

/** A transfer of libcurl: options are kept in the handle until it is performed. */
export function lowerTransfer(
  name: string,
  given: readonly SyntaxNode[],
  args: readonly Expression[],
  node: SyntaxNode,
  to: Lowering,
): Expression | null {
  const { at } = node;
  if (name === "curl_easy_init") return { kind: "record", entries: [], at };
  const [handle] = given;
  if (handle === undefined) return null;
  if (name === "curl_easy_setopt") return setOption(handle, given, args, node, to);
  if (name === "curl_slist_append" && args[1] !== undefined) {
    return { kind: "opaque", parts: [...args], at };
  }
  if (name === "curl_mime_data" || name === "curl_mime_filedata")
    return fill(name, given, args, node, to);
  if (name === "curl_mime_addpart" || name === "curl_mime_init") return args[0] ?? null;
  if (!/^curl_(?:easy_perform|multi_add_handle)$/.test(name)) return null;
  const performed = given.at(-1) ?? handle;
  return perform(performed, node, to);
}

function setOption(
  handle: SyntaxNode,
  given: readonly SyntaxNode[],
  args: readonly Expression[],
  { at }: SyntaxNode,
  to: Lowering,
): Expression | null {
  const option = given[1]?.text.replace(/^CURLOPT_/, "") ?? "";
  const [, , value] = args;
  const node = given[2];
  if (value === undefined || node === undefined) return null;
  const own = to.outputs.get(handle.text) ?? new Map<string, SyntaxNode>();
  to.outputs.set(handle.text, own);
  if (/^(?:WRITEDATA|FILE|WRITEFUNCTION|READFUNCTION)$/.test(option)) own.set(option, node);
  return assignTo(memberAt(to.expression(handle), option, at), value, at);
}

/** What a part of a form is given goes along with everything that is posted. */
function fill(
  name: string,
  given: readonly SyntaxNode[],
  args: readonly Expression[],
  { at }: SyntaxNode,
  to: Lowering,
): Expression | null {
  const [part] = given;
  const [, value] = args;
  if (part === undefined || value === undefined) return null;
  const data = name.endsWith("filedata") ? callAt("fopen", [value], at) : value;
  return assignTo(memberAt(to.expression(part), "MIMEPOST", at), data, at);
}

/** The answer goes into a file, a buffer, or to a function that is called with it. */
function perform(handle: SyntaxNode, { at }: SyntaxNode, to: Lowering): Expression {
  const value = to.expression(handle);
  const outputs = to.outputs.get(handle.text);
  const call = callAt(
    "curl_easy_perform",
    CARRIED.map((option) => memberAt(value, option, at)),
    at,
  );
  const place = to.fresh();
  const answer: Expression = { kind: "name", name: place, at };
  const items: Expression[] = [assignTo(answer, call, at, true)];
  const into = outputs?.get("WRITEDATA") ?? outputs?.get("FILE");
  const callback = outputs?.get("WRITEFUNCTION");
  if (into !== undefined) {
    const target = to.expression(into);
    items.push(callAt("fputs", [answer, target], at));
    if (target.kind !== "constant")
      items.push(assignTo(target, callAt("#into", [target, answer], at), at));
  }
  if (callback !== undefined) {
    const rest = into === undefined ? answer : to.expression(into);
    items.push(callOf(to.expression(callback), [answer, answer, answer, rest], at));
  }
  return { kind: "sequence", items: [...items, answer], at };
}
