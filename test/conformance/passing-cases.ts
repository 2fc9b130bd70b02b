import type { ConformanceCase } from "./harness.ts";
export const PASSING_CASES: ConformanceCase[] = [];
