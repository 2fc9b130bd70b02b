import { describe } from "vitest";
import { DATABASES } from "../store/databases.ts";
import { describeRandomKills } from "./kill-at-random.ts";

describe.each(DATABASES)("processes killed at random on $name", ({ create }) => {
  describeRandomKills(create);
});
