import type { ConformanceCase } from "./harness.ts";
export const CONTROL_CASES: ConformanceCase[] = [];
