import type { ConformanceCase } from "./harness.ts";
export const PLACE_CASES: ConformanceCase[] = [];
