import { z } from "zod";
import type { EngineDescription, EngineKind } from "./engine.ts";

const Texts = z.array(z.string()).nullish();

/** What is read of the answer to `GET /version`. */
const EngineVersion = z.object({
  Version: z.string(),
  Arch: z.string(),
  KernelVersion: z.string().optional(),
  Components: z
    .array(
      z.object({
        Name: z.string(),
        Version: z.string(),
        Details: z.looseObject({ GitCommit: z.unknown().optional() }).nullish(),
      }),
    )
    .nullish(),
});

/** What is read of the answer to `GET /info`. */
const EngineInfo = z.object({
  ID: z.string(),
  NCPU: z.number(),
  Runtimes: z.record(z.string(), z.unknown()).nullish(),
  SecurityOptions: Texts,
  DockerRootDir: z.string().default(""),
  /** Podman's own. */
  Rootless: z.boolean().nullish(),
});
type EngineInfo = z.infer<typeof EngineInfo>;

/**
 * Reads the two answers in which an engine describes itself
 * (https://docs.docker.com/reference/api/engine/version/v1.41/#tag/System). Throws where they are
 * not what the API says.
 */
export function describeEngine(versionAnswer: unknown, infoAnswer: unknown): EngineDescription {
  const version = EngineVersion.parse(versionAnswer);
  const info = EngineInfo.parse(infoAnswer);
  const components = version.Components ?? [];
  const runc = components.find(({ Name }) => Name === "runc");
  const kind: EngineKind = components.some(({ Name }) => Name === "Podman Engine")
    ? "podman"
    : "docker";
  const rootless = isRootless(info);
  const kernel = version.KernelVersion ?? "";
  return {
    id: `${identityOf(info, kind)}/${version.Version}/${kernel}`,
    versions: [
      `${kind === "podman" ? "Podman" : "Docker"} ${version.Version}${rootless ? " rootless" : ""}`,
      ...(runc === undefined ? [] : [`runc ${runc.Version}`]),
      `Linux ${kernel === "" ? "of unknown version" : kernel}`,
    ].join(", "),
    ...{ kind, rootless },
    runc: runc === undefined ? null : { version: runc.Version, revision: revisionOf(runc) },
    cpus: info.NCPU,
    architecture: version.Arch,
    runtimes: Object.keys(info.Runtimes ?? {}),
    idOffset: idOffsetOf(info),
  };
}

/** Podman answers with another id each time; its folder tells it from others of a machine. */
function identityOf({ ID, DockerRootDir }: EngineInfo, kind: EngineKind): string {
  return kind === "podman" ? `podman:${DockerRootDir}` : ID;
}

/** Docker says so among its security options, Podman in a field of its own as well. */
function isRootless({ SecurityOptions, Rootless }: EngineInfo): boolean {
  return Rootless === true || SecurityOptions?.includes("name=rootless") === true;
}

function revisionOf({ Details }: { Details?: { GitCommit?: unknown } | null | undefined }): string {
  const revision = Details?.GitCommit;
  return typeof revision === "string" ? revision : "";
}

/**
 * An engine that remaps users keeps its data in a folder named by the ids of root, "100000.100000"
 * (https://docs.docker.com/engine/security/userns-remap/); it tells them nowhere else.
 */
function idOffsetOf({ SecurityOptions, DockerRootDir }: EngineInfo): number {
  if (SecurityOptions?.includes("name=userns") !== true) return 0;
  return Number(/\/(\d{1,10})\.\d{1,10}$/.exec(DockerRootDir)?.[1] ?? 0);
}
