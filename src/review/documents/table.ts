import type { DocumentKind } from "./document.ts";
import { readPackageJson } from "./package-json.ts";

/** Every kind of document that a reader here understands; a path may match several. */
export const DOCUMENTS: readonly DocumentKind[] = [
  { name: "package.json", starts: true, matches: named(/^package\.json$/), read: readPackageJson },
];

function named(pattern: RegExp): (path: string) => boolean {
  return (path) => pattern.test(path.slice(path.lastIndexOf("/") + 1));
}
