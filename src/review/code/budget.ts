/**
 * What is left to spend. Every statement is visited at least once whatever is left; only
 * repeating (loops that turn, functions that are called again) is paid from here.
 */
export interface Budget {
  steps: number;
  depth: number;
  embedded: number;
  decodedBytes: number;
}
