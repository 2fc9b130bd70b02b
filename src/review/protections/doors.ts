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
/** Lines that may compare something with a constant; more of them than any change of a guard has. */
const COMPARES = /(?:==|\beq\b|\bis\b|quals\(|\.eq\().*["'`]|["'`].*(?:==|quals\()/;
const MOST = 500;
/** What happens behind an open door. */
const OPENS =
  /\breturn\s+(?:true|True|1|nil|null|None|next\(\))|\bnext\(\)|\.ServeHTTP\(|chain\.doFilter|\b(?:is_?admin|authenticated|authorized|allowed|granted|ok|valid)\w{0,20}\s{0,3}(?::=|=)(?!=)|\brole\w{0,10}\s{0,3}=(?!=)|\bsession\b|\|\|/;
const GUARD =
  /auth|login|password|permission|admin|guard|session|verify|token|role|access|credential/i;

/**
 * Comparisons with a constant that let somebody in: a password, or a header of a request, that
 * only its author knows. Only in code that decides who may do what, and was there before.
 */
export function doors({ added }: ChangedLines, text: string, path: string): Change[] {
  const lines = text.split("\n");
  const compared = added.filter(({ text: line }) => COMPARES.test(line)).slice(0, MOST);
  return compared.flatMap(({ text: line, line: at }): Change[] => {
    const near = lines.slice(at - 1, at + 3).join("\n");
    if (
      !OPENS.test(near) ||
      !GUARD.test(path + lines.slice(Math.max(0, at - 15), at + 10).join("\n"))
    )
      return [];
    const secret = BY_SECRET.exec(line);
    if (secret !== null && looksSecret(secret[1] ?? secret[2] ?? "", 1))
      return [{ name: "change.constant-door", value: line.slice(0, 200), line: at }];
    const given = BY_REQUEST.exec(line);
    const value = given?.[1] ?? given?.[2] ?? "";
    if (given !== null && looksSecret(value, 2) && !NAMED.test(value))
      return [{ name: "change.constant-door", value: line.slice(0, 200), line: at }];
    const named = BY_NAME.exec(line);
    return named !== null && /\breturn\s+(?:true|True)\b/.test(near)
      ? [{ name: "change.named-door", value: line.slice(0, 200), line: at }]
      : [];
  });
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
