import { vi } from "vitest";

/** Lets time pass at once, in milliseconds. The clock stands still otherwise. */
export function pass(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds);
}
