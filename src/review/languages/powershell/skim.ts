const LOADS =
  /(?:^|[;{(|&\n])[ \t]*(?:\.|&|import-module|ipmo|using[ \t]+module)[ \t]+(?:-name[ \t]+|-path[ \t]+)?["']?([^\s"';|)}]{1,300})/gi;
const LISTED = /["']([\w$./\\-]{1,200}\.ps[md]?1)["']/gi;
const ROOT = /\$(?:psscriptroot|pwd|env:github_workspace)[\\/]?/gi;

/** The files that a script loads, and that the manifest of a module names. */
export function moduleNames(text: string): string[] {
  const names = new Set<string>();
  for (const pattern of [LOADS, LISTED]) {
    for (const found of text.matchAll(pattern)) {
      const name = (found[1] ?? "").replace(ROOT, "./").replaceAll("\\", "/");
      if (/\.ps[md]?1$/i.test(name) || name.includes("/")) names.add(name);
    }
  }
  return [...names].slice(0, 500);
}
