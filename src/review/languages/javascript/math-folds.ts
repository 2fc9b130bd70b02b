import type { Fold } from "../../code/analysis.ts";
import { constant, only } from "../../code/value.ts";

const FUNCTIONS: Readonly<Record<string, (...numbers: number[]) => number>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  imul: Math.imul,
  max: Math.max,
  min: Math.min,
  pow: Math.pow,
  round: Math.round,
  sign: Math.sign,
  sqrt: Math.sqrt,
  trunc: Math.trunc,
};

/** The functions of `Math` that decoders use; always the same number for the same numbers. */
export const MATH_FOLDS: readonly [string, Fold][] = Object.entries(FUNCTIONS).map(
  ([name, compute]): [string, Fold] => [
    `Math.${name}`,
    (_, args) => {
      const numbers = args.map(only);
      return numbers.every((each) => typeof each === "number")
        ? constant(compute(...numbers))
        : null;
    },
  ],
);
