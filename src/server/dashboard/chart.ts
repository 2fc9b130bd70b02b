import type { ResourceSample } from "../../model/sandbox-run.ts";
import { type Html, html, table } from "./page.ts";

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [720, 200, 70, 26];

/** One curve over the time of a run. */
export interface Curve {
  title: string;
  unit: string;
  value: (sample: ResourceSample, before: ResourceSample | undefined) => number;
}

/** What a run used over time: memory, processors and processes. */
export const CURVES: readonly Curve[] = [
  { title: "Memory", unit: "MiB", value: ({ bytes }) => bytes / 2 ** 20 },
  { title: "Processors in use", unit: "", value: processors },
  { title: "Processes and threads", unit: "", value: ({ pids }) => pids },
];

function processors(sample: ResourceSample, before: ResourceSample | undefined): number {
  const wall = sample.atMs - (before?.atMs ?? 0);
  return wall <= 0 ? 0 : Math.max(0, sample.cpuMs - (before?.cpuMs ?? 0)) / wall;
}

/** A curve as a picture for the eye; `series` in a table says the same to everybody. */
export function chart(series: readonly ResourceSample[], curve: Curve): Html {
  const values = series.map((sample, at) => curve.value(sample, series[at - 1]));
  const most = Math.max(...values, 1e-9);
  const end = Math.max(series.at(-1)?.atMs ?? 0, 1);
  const points = series.map(({ atMs }, at) => {
    const x = LEFT + ((WIDTH - LEFT - 8) * atMs) / end;
    const y = 8 + (HEIGHT - BOTTOM - 8) * (1 - (values[at] ?? 0) / most);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const label = `${curve.title}, at most ${number(most)} ${curve.unit}`;
  return html`<figure>
    <figcaption>${label}</figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">
      <text x="4" y="18">${number(most)} ${curve.unit}</text>
      <text x="4" y="${HEIGHT - BOTTOM}">0</text>
      <text x="${LEFT}" y="${HEIGHT - 6}">0 s</text>
      <text x="${WIDTH - 8}" y="${HEIGHT - 6}" text-anchor="end">${number(end / 1000)} s</text>
      <polyline class="curve" points="${points.join(" ")}" />
    </svg>
  </figure>`;
}

/** The same numbers, at most sixty of them, evenly apart. */
export function seriesTable(series: readonly ResourceSample[]): Html {
  const step = Math.max(1, Math.ceil(series.length / 60));
  const some = series.filter((_, at) => at % step === 0 || at === series.length - 1);
  return html`<details>
    <summary>The same as a table</summary>
    ${table(
      "Resources over time",
      ["Second", "CPU seconds so far", "MiB", "Processes"],
      some.map(({ atMs, cpuMs, bytes, pids }) => [
        number(atMs / 1000),
        number(cpuMs / 1000),
        number(bytes / 2 ** 20),
        pids,
      ]),
    )}
  </details>`;
}

/** A number as people read it: three digits that count. */
export function number(value: number): string {
  if (value >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
