const LOADS = /\brequire\s*\(?\s*(?:"([^"\n]{1,200})"|'([^'\n]{1,200})')/g;

/** The modules that a text names. */
export function modulesIn(text: string): string[] {
  return [...text.matchAll(LOADS)].map(([, double, single]) => double ?? single ?? "");
}
