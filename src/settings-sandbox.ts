import { resolve } from "node:path";
import { z } from "zod";
import { Fault } from "./model/fault.ts";
import type { SandboxUse } from "./model/runtime.ts";
import type { Environment } from "./settings-file.ts";
import { Flag, SandboxRuntime, SandboxTracer } from "./settings-values.ts";

/** The variables that say how every sandbox of a machine is, for whoever starts one. */
export const SandboxVariables = {
  GATEHOUSE_SANDBOX_RUNTIME: SandboxRuntime.default("runc"),
  GATEHOUSE_SANDBOX_TRACER: SandboxTracer.default("remapped"),
  GATEHOUSE_REQUIRE_PATCHED_RUNTIME: Flag.default(false),
};

const Variables = z.object(SandboxVariables);

/** What the variables say, in our words. */
export function sandboxUseOf(variables: z.infer<typeof Variables>): SandboxUse {
  return {
    runtime: variables.GATEHOUSE_SANDBOX_RUNTIME,
    tracer: variables.GATEHOUSE_SANDBOX_TRACER,
    requirePatched: variables.GATEHOUSE_REQUIRE_PATCHED_RUNTIME,
  };
}

/**
 * Where and how the sandbox of this machine is, for commands that need nothing of the App.
 * Throws a fault that names a variable which cannot be used.
 */
export function sandboxPlaces(
  env: Environment,
): SandboxUse & { dockerHost: string | undefined; imageDir: string | null } {
  const { DOCKER_HOST: host, GATEHOUSE_IMAGE_DIR: folder } = env;
  const given = Object.keys(SandboxVariables).map((name) => [name, env[name] || undefined]);
  const read = Variables.safeParse(Object.fromEntries(given));
  if (!read.success) {
    const issue = read.error.issues[0];
    throw new Fault("refused", `${String(issue?.path[0])} ${issue?.message}`);
  }
  return {
    dockerHost: host === "" ? undefined : host,
    imageDir: folder === undefined || folder === "" ? null : resolve(folder),
    ...sandboxUseOf(read.data),
  };
}
