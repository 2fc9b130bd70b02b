import type { Expression } from "../../code/program.ts";

/** What stands behind the name of a command. */
export type Piece =
  | { kind: "parameter"; name: string; raw: string; value: Word | null }
  | { kind: "value"; word: Word }
  | { kind: "splat"; value: Expression; raw: string };

/** A word, and how it is spelt when it is handed to a program. */
export interface Word {
  value: Expression;
  raw: string;
}
