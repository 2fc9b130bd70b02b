import { Session } from "node:inspector/promises";
import { z } from "zod";

/** Where the time of a review goes, innermost source of ours first. */
const STAGES: readonly [string, RegExp][] = [
  ["reading trees and blobs", /\/src\/(?:git|review\/tree)\/|\/src\/review\/side\//],
  ["parsing", /\/src\/review\/languages\/(?:grammars|syntax|javascript\/parse)\.ts/],
  ["lowering", /\/src\/review\/languages\/[^/]+\/(?:lower|parse|read|[a-z]+\.ts)/],
  ["evaluation", /\/src\/review\/(?:code|languages)\//],
  ["text and documents", /\/src\/review\/(?:text|documents|files)\//],
  ["executions and linking", /\/src\/review\/(?:linking|executions)\//],
  ["dependencies", /\/src\/review\/dependencies\//],
  ["rules and comparison", /\/src\/review\/(?:rules|compare|verdict|summary|review)/],
];
const OTHER = "other";

const Profile = z.object({
  nodes: z.array(
    z.object({
      id: z.int(),
      callFrame: z.object({ url: z.string(), functionName: z.string() }),
      children: z.array(z.int()).optional(),
    }),
  ),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
});
type Profile = z.infer<typeof Profile>;

/** Runs `work` under the profiler and answers milliseconds by stage. */
export async function stagesOf(work: () => Promise<unknown>): Promise<Map<string, number>> {
  const session = new Session();
  session.connect();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.setSamplingInterval", { interval: 1000 });
    await session.post("Profiler.start");
    await work();
    const { profile } = await session.post("Profiler.stop");
    return byStage(Profile.parse(profile));
  } finally {
    session.disconnect();
  }
}

/** The names of all stages, in the order of the pipeline. */
export const STAGE_NAMES: readonly string[] = [...STAGES.map(([name]) => name), OTHER];

function byStage({ nodes, samples, timeDeltas }: Profile): Map<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(
    nodes.flatMap(({ id, children }) => (children ?? []).map((child) => [child, id] as const)),
  );
  const stages = new Map<number, string>();
  const stageOf = (id: number): string => {
    const known = stages.get(id);
    if (known !== undefined) return known;
    const url = byId.get(id)?.callFrame.url ?? "";
    const own = STAGES.find(([, pattern]) => pattern.test(url))?.[0];
    const parent = parents.get(id);
    const stage = own ?? (parent === undefined ? OTHER : stageOf(parent));
    stages.set(id, stage);
    return stage;
  };
  const sums = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    if (byId.get(id)?.callFrame.functionName === "(idle)") continue;
    const stage = stageOf(id);
    sums.set(stage, (sums.get(stage) ?? 0) + (timeDeltas[index] ?? 0) / 1000);
  }
  return sums;
}
