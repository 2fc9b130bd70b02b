/** The shortest webhook secret that is accepted, in characters. */
const SHORTEST = 32;
/** The fewest different characters: 32 random hexadecimal digits hold fewer once in a million. */
const FEWEST_DIFFERENT = 8;

/**
 * Words of defaults and examples, among them Probot's own default secret and the one of
 * GitHub's documentation. No random text holds one of them.
 */
const KNOWN_WORDS = [
  "development",
  "itsasecrettoeverybody",
  "changeme",
  "changethis",
  "replaceme",
  "yoursecret",
  "mysecret",
  "webhooksecret",
  "placeholder",
  "example",
  "password",
  "correcthorse",
];

const ADVICE = "make one with `openssl rand -hex 32`";

/** Says why a secret can be guessed, without repeating it, or answers null. */
export function weakness(secret: string): string | null {
  const letters = secret.toLowerCase().replace(/[^a-z]/g, "");
  if (KNOWN_WORDS.some((word) => letters.includes(word))) {
    return `is a known default or example: ${ADVICE}`;
  }
  if (secret.length < SHORTEST) {
    return `is shorter than ${SHORTEST} characters: ${ADVICE}`;
  }
  if (secret !== secret.trim()) {
    return "begins or ends with white space";
  }
  if (new Set(secret).size < FEWEST_DIFFERENT || isRepeated(secret) || isRunning(secret)) {
    return `is too regular: ${ADVICE}`;
  }
  return null;
}

/** Tells whether a text is a shorter one again and again. */
function isRepeated(text: string): boolean {
  const period = (text + text).indexOf(text, 1);
  return period <= text.length / 2;
}

/** Tells whether most characters follow the one before them in the alphabet or the digits. */
function isRunning(text: string): boolean {
  const codes = Array.from(text, (character) => character.charCodeAt(0));
  const steps = codes.slice(1).map((code, index) => Math.abs(code - (codes[index] ?? 0)));
  return steps.filter((step) => step <= 1).length > steps.length / 2;
}
