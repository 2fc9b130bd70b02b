import { describe } from "vitest";
import { createFolder } from "../store/databases.ts";
import { describeKills } from "./kill.ts";

describe("the App on PGlite", () => describeKills(createFolder));
