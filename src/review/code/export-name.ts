import type { Analysis } from "./analysis.ts";
import type { Value } from "./value.ts";

/** `export *` exports what another module does. */
export function exportName(name: string, value: Value, analysis: Analysis): void {
  if (name !== "*") analysis.exports.set(name, value);
  for (const box of name === "*" ? value.boxes : []) {
    for (const [field, inner] of box.fields) {
      if (field !== "default" && !analysis.exports.has(field)) analysis.exports.set(field, inner);
    }
  }
}
