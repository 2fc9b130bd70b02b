/**
 * Makes a test for names or paths that fit one of the patterns: `*` stands for any characters
 * but a slash. Case does not count: some file systems take `Conftest.py` for `conftest.py`.
 */
export function patternMatcher(patterns: ReadonlySet<string>): (path: string) => boolean {
  const expressions = [...patterns].map((pattern) => new RegExp(`^${sourceOf(pattern)}$`, "i"));
  return (path) => expressions.some((expression) => expression.test(path));
}

function sourceOf(pattern: string): string {
  const literal = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  return pattern.split("*").map(literal).join("[^/]*");
}
