import type { Span } from "../../model/span.ts";
import { sourcePlace, type Analysis, type EvaluatedCall } from "./analysis.ts";
import { join, onlyText, tainted, taintsOf, UNKNOWN, type Known, type Value } from "./value.ts";

/** What programs call the secrets that users give to them, without what joins the words. */
const SECRETS =
  /^(?:(?:user|login|current|old|new|master|account|admin|db|ssh)?(?:pass|passwd|password|passphrase|passcode)|pwd|proxyauthorization|authorization|cookies?|setcookie|xamzsecuritytoken|xvaulttoken|cvv2?|cvc2?|(?:card|cc)(?:number|num|no|cvc|cvv)|mnemonic|mnemonicphrase|(?:seed|recovery|secret)phrase|otp|otpcode|onetimecode|totpcode|plainpassword|plaintextpassword)$/;

/** Under these names a secret goes to a server that it is for: it logs in there. */
const LOGIN = /^(?:proxyauthorization|authorization|cookies?|xvaulttoken|xamzsecuritytoken|auth)$/;

/** The step of a secret that goes where secrets of its kind belong: into the header of a login. */
const OWN_HEADER = "own-header";

/**
 * A field or parameter that holds what somebody confides to this code, by the name of it: a
 * password, a header that logs in, a card, a phrase. What is known, or comes from a source of
 * its own, is no such thing.
 */
export function orConfided(
  name: Known | undefined,
  value: Value,
  at: Span,
  analysis: Analysis,
): Value {
  if (typeof name !== "string" || name.length > 40) return value;
  const { known, boxes, closures, taints, prefix } = value;
  const some = known.some((each) => each !== null && each !== "");
  if (some || boxes.length + closures.length > 0 || prefix !== null) return value;
  if (taints.some(({ capability }) => !GIVEN.test(capability))) return value;
  if (!SECRETS.test(plain(name))) return value;
  const confided = { capability: "read.confided" as const, detail: name };
  return join(value, tainted([{ ...confided, at: sourcePlace(analysis, at), steps: [] }]));
}

/** What somebody gives to this program: to a function of it, or in a request. */
const GIVEN = /^read\.(?:argument|input)$/;

/** Methods that answer what stands under a name: of a request, its headers, a form. */
const ASKS =
  /^(?:get|get_?(?:header|headers|all|list|first|parameter|param|cookie|field|string|value|item)|header|headers|field|fetch|param|query|input|cookie|first|post_?form|form_?value|peek|try_?get|get_?or_?default|getfirst|item|data|get_?data)$/i;

/** What a method answers that is asked for a secret by its name: `headers.get("authorization")`. */
export function orAskedFor(call: EvaluatedCall, value: Value, analysis: Analysis): Value {
  const { method, args, receiver } = call;
  if (method === null || args.length === 0 || !ASKS.test(method)) return value;
  const given = taintsOf(receiver).some(({ capability }) => GIVEN.test(capability));
  const found = value.taints.some(({ capability }) => GIVEN.test(capability));
  return given || found
    ? orConfided(onlyText(args[0] ?? UNKNOWN) ?? undefined, value, call.at, analysis)
    : value;
}

/** A confided secret that is put under the name of a header that logs in. */
export function asHeader(name: string, value: Value): Value {
  if (!value.taints.some(isConfided) || !LOGIN.test(plain(name))) return value;
  const taints = value.taints.map((taint) =>
    isConfided(taint) ? { ...taint, steps: [...taint.steps, OWN_HEADER] } : taint,
  );
  return { ...value, taints };
}

function isConfided({ capability }: Value["taints"][number]): boolean {
  return capability === "read.confided";
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[-_]/g, "")
    .replace(/^(?:sent|upstream)?http(?!s)/, "");
}
