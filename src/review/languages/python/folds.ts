import type { Fold } from "../../code/analysis.ts";
import { BUILTIN_FOLDS } from "./fold-builtins.ts";
import { DECODING_FOLDS } from "./fold-decoding.ts";
import { LIBRARY_FOLDS } from "./fold-library.ts";
import { LIST_FOLDS } from "./fold-lists.ts";
import { TEXT_FOLDS } from "./fold-texts.ts";

/** The pure functions of Python's library that matter for reading hidden text. */
export const PYTHON_FOLDS: ReadonlyMap<string, Fold> = new Map([
  ...BUILTIN_FOLDS,
  ...DECODING_FOLDS,
  ...LIBRARY_FOLDS,
  ...LIST_FOLDS,
  ...TEXT_FOLDS,
]);
