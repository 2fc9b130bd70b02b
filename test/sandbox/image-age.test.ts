import { describe, expect, it } from "vitest";
import { changedPackages, imageAge, oldImageWarning } from "../../src/sandbox/images/image-age.ts";

const built = { builtAt: "2026-01-31T12:00:00.000Z" };

describe("the age of an image", () => {
  it.each([
    ["2026-01-31T11:00:00.000Z", 0],
    ["2026-02-01T11:59:59.000Z", 0],
    ["2026-03-02T12:00:00.000Z", 30],
  ])("at %s is %i days", (now, days) => {
    expect(imageAge(built, new Date(now))).toBe(days);
  });

  it("is told after thirty days, with what to do and with nothing that changes every day", () => {
    const warning = (now: string) => oldImageWarning("python", built, new Date(now));
    expect(warning("2026-03-02T11:59:59.000Z")).toBeNull();
    expect(warning("2026-03-02T12:00:00.000Z")).toMatch(
      /python was built on 2026-01-31.*images update/,
    );
    expect(warning("2026-03-02T12:00:00.000Z")).toBe(warning("2026-07-01T00:00:00.000Z"));
  });
});

it("names the packages that differ between two builds", () => {
  expect(changedPackages(["a 1", "b 1:2-3", "c 1"], ["a 1", "b 1:2-4", "d 1"])).toEqual([
    "b 1:2-3 → 1:2-4",
    "c 1 → none",
    "d none → 1",
  ]);
});
