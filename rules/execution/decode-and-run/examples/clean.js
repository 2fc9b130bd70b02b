import { Buffer } from "node:buffer";
import { expect, it } from "vitest";
import { decode } from "../src/decode.js";

it("decodes base64", () => {
  expect(decode("aGVsbG8gd29ybGQ=")).toBe(Buffer.from("aGVsbG8gd29ybGQ=", "base64").toString());
});
const template = new Function("a", "b", "return a + b");
export const sum = template(1, 2);
