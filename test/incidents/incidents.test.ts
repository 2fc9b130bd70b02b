import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadKnowledge } from "../../src/review/knowledge.ts";
import { incidentsIn, reviewIncident } from "./incident.ts";

const knowledge = await loadKnowledge(join(import.meta.dirname, "..", ".."));
const incidents = incidentsIn(import.meta.dirname).map((each) => [each.folder, each] as const);

describe.each(incidents)("%s", (_, incident) => {
  it("is malicious, and the first sentence says which file does what, and when", async () => {
    const { verdict, summary, findings } = await reviewIncident(incident.attack, knowledge);
    const seen = findings.map(({ rule, path, message }) => `${rule} ${path} ${message}`).join("\n");
    expect(verdict, `${summary}\n${seen}`).toBe("malicious");
    for (const part of Object.values(incident.sentence)) expect(summary).toContain(part);
  });

  it("has an honest twin that is clean and complete", async () => {
    const answer = await reviewIncident(incident.twin, knowledge);
    expect(answer.findings.filter((finding) => finding.axis === "malice")).toEqual([]);
    expect(answer.unanalysed).toEqual([]);
    expect(answer.verdict).toBe("clean");
    expect(answer.complete).toBe(true);
  });

  it("changes the same files in the twin as in the attack", () => {
    const changed = ({ base, head }: typeof incident.attack) =>
      [...new Set([...Object.keys(base), ...Object.keys(head)])]
        .filter((path) => !same(base[path], head[path]))
        .sort();
    const attacked = changed(incident.attack);
    const shared = changed(incident.twin).filter((path) => attacked.includes(path));
    expect(attacked.length).toBeGreaterThan(0);
    expect(shared.length, attacked.join(", ")).toBeGreaterThan(0);
  });
});

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
