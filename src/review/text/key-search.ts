import type { FactList } from "./fact-list.ts";
import { fileSort } from "./file-sort.ts";

/** The letters of base 58, in any order of their ranges. */
const BASE58 =
  /\[(?=[^\]\n]{0,40}A-HJ-NP-Z)(?=[^\]\n]{0,40}a-km-z)[^\]\n]{8,40}\]\{(?:\d{2},\s?)?(?:4[4-9]|[5-9]\d)\}/g;
/** A secret key that is written as a list of its bytes. */
const BYTES = /\\d\{1,3\}[^\n]{0,24}\)\{(?:31|32|63|64|31,63|32,64)\}/g;
/** Tokens of well-known services, by how they begin. */
const TOKENS =
  /\b(?:AKIA|ASIA)\W{0,12}\[|\bgh(?:p|[os]|\[[a-z]{2,8}\]|\([?:a-z|]{2,20}\))_\W{0,3}\[|\bgithub_pat_\W{0,3}[[\\]|\bnpm_\W{0,3}\[|\bxox\[|\bsk_live_\W{0,3}[[\\]|\bpypi-[\w-]{0,12}\W{0,3}[[\\]|BEGIN[^\n'"`/]{1,40}PRIVATE KEY/g;
/** One kind of key in hexadecimal digits: as long as any digest, so that it says nothing alone. */
const HEX =
  /0x\)?\??\[(?=[^\]\n]{0,20}0-9|[^\]\n]{0,20}\\d)(?=[^\]\n]{0,20}a-f)[^\]\n]{4,20}\]\{64\}/gi;

/**
 * Finds patterns by which code looks for private keys and tokens of anybody in texts that pass.
 * Scanners for secrets have them too, and send nothing anywhere: a rule asks for both.
 */
export function keySearch(text: string, path: string, list: FactList): void {
  if (fileSort(path) === "prose") return;
  for (const pattern of [BASE58, BYTES, TOKENS, HEX]) {
    const [first] = text.matchAll(pattern);
    if (first === undefined) continue;
    return list.add("key-search", first.index, first.index + first[0].length);
  }
}
