import type { ChangedLines } from "./changed-lines.ts";
import type { Change } from "./change.ts";

/** Names under which programs hold what proves who somebody is. */
const SECRET = String.raw`[\w.$\->\[\]"'()]{0,60}(?:passw(?:or)?d|passwd|passphrase|secret|token|otp|api_?key|pin_?code|credential|pwd)(?:_?(?:hash|value|str|string|input|text|code|raw|in))?(?:["']?\])?`;
const GIVEN = String.raw`[\w.$\->]{0,60}(?:headers?|Header|cookies?|query|params?|args|input|META|HTTP_\w+|FormValue|getParameter)\b[\w.$\->\[\]"'(),: ?]{0,80}`;
const EQUALS = String.raw`\s{0,3}(?:===?|==|\beq\b|\bis\b|\.equals\(|\.Equals\(|\.eq\()\s{0,3}`;
const TEXT = String.raw`["'${"`"}]([^"'${"`"}\n]{6,120})["'${"`"}]`;

const BY_SECRET = new RegExp(`(?:${SECRET})${EQUALS}${TEXT}|${TEXT}${EQUALS}(?:${SECRET})`, "i");
const BY_REQUEST = new RegExp(`(?:${GIVEN})${EQUALS}${TEXT}|${TEXT}${EQUALS}(?:${GIVEN})`);
const BY_NAME = new RegExp(
  String.raw`\b(?:if|unless|when|return|\|\||or)\b.{0,40}(?:user_?name|user|email|login|name|uid|account|subject|sub)\b[\w.()]{0,30}${EQUALS}${TEXT}`,
  "i",
);
/** One more name for which a check that was there says yes. */
const OR_NAME = new RegExp(
  String.raw`(?:\|\||\bor\b)\s{0,3}!?[\w.$>-]{0,40}(?:user_?name|login|email|handle)\b${EQUALS}["'${"`"}]([^"'${"`"}\n]{3,120})["'${"`"}]`,
  "i",
);
/** The digest of what somebody sends, beside a digest that stands in the code. */
const BY_DIGEST =
  /(?:sha\d|md5|blake|hash|digest|scrypt|pbkdf2)\w{0,20}\b.{0,60}\b\w{0,20}(?:token|passw|secret|api_?key|pwd|otp|credential)\w{0,20}\b.{0,120}["'`][0-9a-f]{32,128}["'`]/i;
/** A claim of a token that was read without asking who signed it. */
const BY_CLAIM =
  /\.(?:iss|sub|aud|kid|azp|client_?id|role)["']?\]?\s{0,3}={2,3}\s{0,3}["'`]([^"'`\n]{6,120})["'`]/;
const UNSIGNED =
  /\b(?:jwt|jose|token\w*|JWT)\w*(?:\.|::)decode\w*\(|\b(?:jwtDecode|jwt_decode|decodeJwt)\(/;

/** Lines that may compare something with a constant; more of them than any change of a guard has. */
const COMPARES =
  /(?:==|\beq\b|\bis\b|quals\(|\.eq\().*["'`]|["'`].*(?:==|quals\()|(?:compare_digest|timingSafeEqual|hash_equals|ConstantTimeCompare|secure_compare)\(/;
const MOST = 500;
/** What happens behind an open door. */
const OPENS =
  /\breturn\s+(?:true|True|1|nil|null|None|next\(\))|\bnext\(\)|\.ServeHTTP\(|chain\.doFilter|\b(?:is_?admin|authenticated|authorized|allowed|granted|ok|valid)\w{0,20}\s{0,3}(?::=|=)(?!=)|\brole\w{0,10}\s{0,3}=(?!=)|\bsession\b|\|\||\bor\b|wp_set_auth_cookie\(|loginUsingId\(|force_login\(/;
const GUARD =
  /auth|login|password|permission|admin|guard|session|verify|token|role|access|credential|\bperms?\b|\bcan_[a-z]|\bcan[A-Z]/i;

/**
 * Comparisons with a constant that let somebody in: a password, or a header of a request, that
 * only its author knows. Only in code that decides who may do what, and was there before.
 */
export function doors({ added }: ChangedLines, text: string, path: string): Change[] {
  const lines = text.split("\n");
  const names = constantsIn(added);
  const unsigned = added.some(({ text: line }) => UNSIGNED.test(line));
  const compared = added
    .map(({ text: line, line: at }) => ({ text: spelledOut(line, names), line: at }))
    .filter(({ text: line }) => COMPARES.test(line))
    .slice(0, MOST);
  return compared.flatMap(({ text: line, line: at }): Change[] => {
    const claim = unsigned ? BY_CLAIM.exec(line) : null;
    if (claim !== null && looksSecret(claim[1] ?? "", 0))
      return [{ name: "change.constant-door", value: line.slice(0, 200), line: at }];
    const near = lines.slice(at - 1, at + 3).join("\n");
    if (
      !OPENS.test(near) ||
      !GUARD.test(path + lines.slice(Math.max(0, at - 15), at + 10).join("\n"))
    )
      return [];
    if (BY_DIGEST.test(line))
      return [{ name: "change.constant-door", value: line.slice(0, 200), line: at }];
    const secret = BY_SECRET.exec(line);
    if (secret !== null && looksSecret(secret[1] ?? secret[2] ?? "", 1))
      return [{ name: "change.constant-door", value: line.slice(0, 200), line: at }];
    const given = BY_REQUEST.exec(line);
    const value = given?.[1] ?? given?.[2] ?? "";
    if (given !== null && looksSecret(value, 2) && !NAMED.test(value))
      return [{ name: "change.constant-door", value: line.slice(0, 200), line: at }];
    const named = BY_NAME.exec(line);
    const another = /\breturn\b/.test(line) && OR_NAME.test(line);
    return another || (named !== null && /\breturn\s+(?:true|True)\b/.test(near))
      ? [{ name: "change.named-door", value: line.slice(0, 200), line: at }]
      : [];
  });
}

/** A digest that stands in the code is what something is compared with. */
const COMPARES_DIGEST =
  /(?:hexdigest\(\)|digest\(["'`]hex["'`]\)|\b(?:md5|sha1|sha256|sha512|hash)\w{0,10}\([^\n]{0,80}\)|\.Sum\w{0,6}\([^\n]{0,60}\))\s{0,3}={2,3}\s{0,3}["'`][0-9a-f]{32,128}["'`]/i;
/** Another way in, beside the check of a password. */
const OR_ELSE =
  /(?:\bor\b|\|\|)\s{0,3}!?[\w.]{0,60}\(\s{0,3}\$?\w{0,20}(?:pass|pwd|token|secret|otp|key)\w{0,20}\s{0,3}\)/i;

/** A function of the change knows one digest, and a check asks it beside the password's own. */
export function doorsByDigest({ added }: ChangedLines): Change[] {
  const door = added.find(({ text }) => OR_ELSE.test(text));
  if (door === undefined || !added.some(({ text }) => COMPARES_DIGEST.test(text))) return [];
  return [{ name: "change.constant-door", value: door.text.slice(0, 200), line: door.line }];
}

const CONSTANT =
  /\b(_?[A-Za-z]\w{2,60})\s{0,3}(?::\s{0,3}\w{1,30}\s{0,3})?:?=\s{0,3}(["'`][^"'`\n]{6,200}["'`])\s*;?$/;

/** Constants that the change brings along, by their names. */
function constantsIn(added: ChangedLines["added"]): ReadonlyMap<string, string> {
  return new Map(
    added.flatMap(({ text }): [string, string][] => {
      const [, name, value] = CONSTANT.exec(text) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
}

/** A line with the constants that it names put in their places. */
function spelledOut(line: string, names: ReadonlyMap<string, string>): string {
  if (names.size === 0 || CONSTANT.test(line)) return line;
  return line.replace(
    /(?<![.\w"'`])_?[A-Za-z]\w{2,60}(?![\w"'`(])/g,
    (name) => names.get(name) ?? name,
  );
}

/** `base64url`, `oauth2`, `x-v20`: words with a number, which headers and parameters often are. */
const NAMED = /^(?:x-)?[a-z]+(?:-[a-z]+)*[-_]?v?\d{1,4}[a-z]*$/i;

/** No word, no type of media, no date and no name of a setting. */
function looksSecret(value: string, digits: number): boolean {
  if (/[\s/:<>{}]|^\d{4}-\d\d|^[\d.]+$|^(?:utf|iso|sha|aes|rs|hs|es)[-_]?\d|^[A-Z_]+$/i.test(value))
    return false;
  if (/^(?:test|example|dummy|fake|mock|changeme|bearer)/i.test(value)) return false;
  return (value.match(/\d/g)?.length ?? 0) >= digits;
}
