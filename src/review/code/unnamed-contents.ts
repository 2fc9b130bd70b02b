import type { Value } from "./value.ts";

/**
 * What is in files of which nobody knows the name: by the value that names them. What writes to
 * a path and what runs that very path later speak of one file, whatever it is called.
 */
export interface UnnamedFiles {
  readonly contents: WeakMap<Value, Value>;
  /** What an open file was opened by. */
  readonly handles: WeakMap<Value, Value>;
}

/** Nothing was written yet. */
export const noUnnamedFiles = (): UnnamedFiles => ({
  contents: new WeakMap(),
  handles: new WeakMap(),
});
