import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { REGISTRIES, type PackageFile } from "../model/dependency.ts";
import { Fault } from "../model/fault.ts";
import type { MirrorText } from "./mirror.ts";

/** What installers know their tools by. */
export const TOOL = "tool";

const Name = z.string().regex(/^[a-z][a-z0-9.-]{0,40}$/);

/** A package of ours that an installer needs, pinned by us: `installers/<name>/installer.yml`. */
const Tool = z.strictObject({
  registry: z.enum(REGISTRIES),
  name: z.string().max(100),
  version: z.string().max(40),
  path: z.string().max(300),
  sha512: z
    .string()
    .regex(/^[0-9a-f]{128}$/)
    .optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

const InstallerData = z.strictObject({
  /** Our files by the name they get in the mirror, as paths below `installers/`. */
  files: z.record(Name, z.string().regex(/^(?:[a-z]+\/)?[a-z][a-z0-9-]*\.[a-z]+$/)),
  tools: z.array(Tool),
});

/** What an installer brings along besides the packages. */
export interface Installer {
  texts: MirrorText[];
  tools: PackageFile[];
}

/** Reads `installers/<name>/installer.yml` and the files it names; all are our own. */
export async function loadInstaller(folder: string, name: string): Promise<Installer> {
  const path = join(folder, name, "installer.yml");
  const read = InstallerData.safeParse(parse(await readFile(path, "utf8")));
  if (!read.success) throw new Fault("internal", `${path}: ${z.prettifyError(read.error)}`);
  const texts = Object.entries(read.data.files).map(async ([as, file]) => ({
    name: as,
    text: await readFile(join(folder, file), "utf8"),
  }));
  return { texts: await Promise.all(texts), tools: read.data.tools.map(toolFile) };
}

function toolFile({ sha512, sha256, ...tool }: z.infer<typeof Tool>): PackageFile {
  const digests = [
    ...(sha512 === undefined ? [] : [{ kind: "sha512" as const, value: sha512 }]),
    ...(sha256 === undefined ? [] : [{ kind: "sha256" as const, value: sha256 }]),
  ];
  return { ...tool, label: `${tool.name}@${tool.version}`, digests, note: TOOL };
}
