import type { ChangedLine, ChangedLines } from "./changed-lines.ts";
import type { Change } from "./change.ts";

/** How the libraries of many languages are told not to ask who answers. */
const TLS_OFF =
  /\brejectUnauthorized["']?\s*[:=]\s*false|NODE_TLS_REJECT_UNAUTHORIZED\W{1,6}0|\bInsecureSkipVerify\s*[:=]+\s*true|\bverify\s*=\s*False\b|_create_unverified_context|\bCERT_NONE\b|CURLOPT_SSL_VERIFY(?:PEER|HOST)\s*(?:,|=>)\s*(?:false|0)\b|\bVERIFY_NONE\b|danger_accept_invalid_(?:certs|hostnames)\(true\)|ServerCertificate(?:Custom)?ValidationCallback\s*\+?=.*\btrue\b|DangerousAcceptAnyServerCertificateValidator|\bstrictSSL["']?\s*:\s*false|checkServerIdentity\s*:\s*\(\)\s*=>|\bcurl\b.*\s(?:-k|--insecure)\s|http\.sslVerify["'\s=]+false|setHostnameVerifier\(.*->\s*true|SkipCertificateCheck\b/;

const NO_SIGNATURE =
  /verify_signature["']?\s*(?:[:=]|=>)\s*(?:False|false)|algorithms?["']?\s*[:=]\s*\[[^\]]*["']none["']|\bParseUnverified\(|ValidateIssuerSigningKey\s*=\s*false|RequireSignedTokens\s*=\s*false|\bignoreSignature["']?\s*[:=]\s*true|\bverifyUpdateCodeSignature["']?\s*[:=]\s*(?:false\b|(?:async\s*)?\([\w\s,]{0,60}\)\s*=>\s*(?:Promise\.resolve\()?null)/i;
const VERIFIES = /\b(?:jwt|jws|jose|token\w*|JWT)\w*(?:\.|::)verify\w*\(|\bjwtVerify\(/;
const DECODES =
  /\b(?:jwt|jws|jose|token\w*|JWT)\w*(?:\.|::)decode\w*\(|\b(?:jwtDecode|jwt_decode|decodeJwt)\(/;

const SUM =
  /\b(?:sha(?:1|224|256|384|512)sum|shasum|md5sum)\b.*\s(?:-c|--check)|\bgpgv?\b.*--verify|\bcosign verify|\bminisign -V|\bslsa-verifier\b|Get-FileHash|\bgpg2? --batch --verify/;

/** A signature that a program checks by itself. */
const SIGNATURE =
  /\bcrypto\.verify\(|\bcreateVerify\(|\bed25519\.Verify\(|\bverify_?(?:signature|detached|file|download|update|release|artifact)\w{0,20}\(|\bsign\.detached\.verify\(|\bopenpgp\.verify\(|\bgpg\w{0,10}\.verify\w{0,10}\(|\b(?:URL|EXPECTED)_(?:HASH|MD5)\b|\b(?:sha-?(?:256|384|512)|checksum|digest|integrity)["']?\s{0,3}[:=]\s{0,3}["']?(?:sha\d{3}[-:])?[\w+/=]{40,}|\bVerifyDetachedSignature\(/i;

const STRONG =
  /crypto\/rand|\brand\.Read\(|\brandomBytes\(|getRandomValues|\bsecrets\.\w+\(|os\.urandom|SecureRandom|random_bytes\(|\bOsRng\b|RandomNumberGenerator|getrandom\(/;
const WEAK =
  /math\/rand|\bm?rand\.(?:Seed|NewSource|New|Intn)\(|Math\.random\(|\brandom\.(?:random|randint|seed|choice|getrandbits)\(|\bnew Random\(|\bmt_rand\(|\bsrand\(|seed_from_u64\(/;

/** Verification that the base has and the head has no more, or that the head switches off. */
export function lostVerification(lines: ChangedLines): Change[] {
  const { removed, added } = lines;
  const changes: Change[] = [];
  const note = (name: Change["name"], line: ChangedLine | undefined) => {
    if (line !== undefined) changes.push({ name, value: line.text.slice(0, 200), line: line.line });
  };
  const has = (all: readonly ChangedLine[], pattern: RegExp) =>
    all.find(({ text }) => pattern.test(text));
  note("change.tls-off", has(added, TLS_OFF));
  note("change.unverified-token", has(added, NO_SIGNATURE));
  if (has(removed, VERIFIES) !== undefined && has(added, VERIFIES) === undefined) {
    note("change.unverified-token", has(added, DECODES));
  }
  const sum = has(removed, SUM);
  if (sum !== undefined && has(added, SUM) === undefined && has(added, STILL_CHECKS) === undefined)
    note("change.checksum-removed", { text: sum.text, line: Math.max(1, sum.line - 1) });
  if (has(added, SIGNATURE) === undefined && has(added, STILL_CHECKS) === undefined)
    note("change.signature-removed", has(removed, SIGNATURE));
  if (has(removed, STRONG) !== undefined) note("change.weak-random", has(added, WEAK));
  return changes;
}

/** Another way to check takes the place of the one that is gone. */
const STILL_CHECKS = /sha\d{3}|checksum|verify|digest|attest|integrity|gpg|cosign|minisign/i;
