import type { Sent } from "../../src/sandbox/recorder.ts";

/** One attempt to reach a documentation address, two seconds after the start of a run. */
export const SENT: Sent = {
  protocol: "tcp",
  address: "203.0.113.7",
  port: 443,
  name: "",
  kind: "raw",
  detail: "",
  through: "",
  count: 1,
  bytes: 5,
  firstAt: 2000,
  lastAt: 2000,
  decoys: [],
};
