import type { Fold } from "../../code/analysis.ts";
import { BYTE_FOLDS } from "./fold-bytes.ts";
import { CALL_FOLDS } from "./fold-calls.ts";
import { CORE_FOLDS } from "./fold-core.ts";
import { TEXT_FOLDS } from "./fold-texts.ts";

/** The pure functions of PowerShell and .NET that matter for reading hidden text. */
export const POWERSHELL_FOLDS: ReadonlyMap<string, Fold> = new Map([
  ...CORE_FOLDS,
  ...CALL_FOLDS,
  ...TEXT_FOLDS,
  ...BYTE_FOLDS,
]);
