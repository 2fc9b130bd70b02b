const LOADS = /\brequire\s{0,40}\(?\s{0,40}(?:"([^"\n]{1,200})"|'([^'\n]{1,200})')/g;

/** The modules that a text names. */
export function modulesIn(text: string): string[] {
  return [...text.matchAll(LOADS)].map(([, double, single]) => double ?? single ?? "");
}
