import { describe } from "vitest";
import { createPostgresDatabase } from "../store/databases.ts";
import { describeKills } from "./kill.ts";

describe("the App on PostgreSQL", () => describeKills(createPostgresDatabase));
