import { UNITS } from "./units.js";

const PART = /(\d+(?:\.\d+)?)\s*(ms|[dhms])/g;

/** The milliseconds in a text such as "1h 30m". */
export function parseDuration(text) {
  let total = 0;
  for (const [, amount, unit] of text.matchAll(PART)) {
    total += Number(amount) * UNITS[unit];
  }
  if (text.replaceAll(PART, "").trim() !== "") {
    throw new TypeError(`not a duration: ${text}`);
  }
  return total;
}
