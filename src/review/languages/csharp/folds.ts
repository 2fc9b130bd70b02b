import type { Fold } from "../../code/analysis.ts";
import { COMMAND_FOLDS } from "./fold-commands.ts";
import { DECODING_FOLDS } from "./fold-decoding.ts";
import { LIST_FOLDS } from "./fold-lists.ts";
import { PATH_FOLDS } from "./fold-paths.ts";
import { QUERY_FOLDS } from "./fold-queries.ts";
import { TEXT_FOLDS } from "./fold-texts.ts";

/** The pure functions of .NET that matter for reading hidden text. */
export const CSHARP_FOLDS: ReadonlyMap<string, Fold> = new Map([
  ...TEXT_FOLDS,
  ...DECODING_FOLDS,
  ...LIST_FOLDS,
  ...PATH_FOLDS,
  ...QUERY_FOLDS,
  ...COMMAND_FOLDS,
]);
