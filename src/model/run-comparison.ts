/** One thing that decides what the tests are, and that is not the base's. */
export interface RunDifference {
  what: "runner" | "command" | "configuration";
  /** A path or a value of the pull request: untrusted text. */
  detail: string;
}

/**
 * Whether runner, test command and test configuration of a run equal the base's. A passed
 * run is only a success when nothing differs.
 */
export interface RunComparison {
  differences: readonly RunDifference[];
}
