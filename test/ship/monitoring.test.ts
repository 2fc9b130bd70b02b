import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { createMetrics } from "../../src/server/metrics.ts";
import { ROOT } from "../architecture/sources.ts";

const Board = z.looseObject({
  panels: z.array(
    z.looseObject({ title: z.string(), targets: z.array(z.looseObject({ expr: z.string() })) }),
  ),
});
const Alerts = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^Gatehouse[A-Za-z]+$/),
          expr: z.string(),
          for: z.string().optional(),
          labels: z.strictObject({ severity: z.enum(["page", "warn"]) }),
          annotations: z.strictObject({ summary: z.string(), description: z.string() }),
        }),
      ),
    }),
  ),
});

const board = Board.parse(JSON.parse(read("grafana.json")));
const alerts = Alerts.parse(parse(read("alerts.yml"))).groups.flatMap(({ rules }) => rules);
const shown = board.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
const watched = alerts.map(({ expr }) => expr);

function read(name: string): string {
  return readFileSync(join(ROOT, "ship/monitoring", name), "utf8");
}

/** Labels of each metric, by the names under which a query finds it. */
async function known(): Promise<Map<string, string[]>> {
  const metrics = createMetrics("0");
  const names = new Map<string, string[]>();
  for (const metric of await metrics.registry.getMetricsAsJSON()) {
    // The type has no label names; every metric of the library has them.
    const found = metrics.registry.getSingleMetric(metric.name) as unknown as {
      labelNames: string[];
    };
    const isHistogram = String(metric.type) === "histogram";
    const ends = isHistogram ? ["_bucket", "_count", "_sum"] : [""];
    for (const end of ends) names.set(`${metric.name}${end}`, [...found.labelNames, "le"]);
  }
  return names;
}

/** Names of metrics in a query, and the labels that it speaks of. */
function spoken(expression: string): { names: string[]; labels: string[] } {
  const names = expression.match(/\b(?:gatehouse|process|nodejs)_\w+/g) ?? [];
  const grouped = [...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = ""]) =>
    list.split(/,\s*/),
  );
  const selected = [...expression.matchAll(/(\w+)=~?"/g)].map(([, label = ""]) => label);
  return { names, labels: [...grouped, ...selected] };
}

test("board and alerts speak only of metrics and labels that there are", async () => {
  const names = await known();
  const wrong = [...shown, ...watched].flatMap((expression) => {
    const said = spoken(expression);
    expect(said.names, expression).not.toEqual([]);
    const unknown = said.names.filter((name) => !names.has(name));
    const labels = new Set(said.names.flatMap((name) => names.get(name) ?? []));
    return [...unknown, ...said.labels.filter((label) => !labels.has(label))];
  });
  expect(wrong).toEqual([]);
});

test("every metric of ours is on the board", async () => {
  const queries = shown.join("\n");
  const ours = [...(await known()).keys()].filter((name) => name.startsWith("gatehouse_"));
  const roots = new Set(ours.map((name) => name.replace(/_(?:bucket|count|sum)$/, "")));
  expect([...roots].filter((name) => !queries.includes(name))).toEqual([]);
});

test("an unknown metric or label would be found", async () => {
  const names = await known();
  expect(names.has("gatehouse_deliveries")).toBe(false);
  expect(spoken('sum by (repo) (gatehouse_x{pr="1"})')).toEqual({
    names: ["gatehouse_x"],
    labels: ["repo", "pr"],
  });
});
