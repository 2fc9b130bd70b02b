import { named } from "./names.js";

export function decoded(text) {
  return text.replace(/&([a-z]+);/g, ($0, $1) => named($1) || $0);
}
