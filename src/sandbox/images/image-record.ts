import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { Fault } from "../../model/fault.ts";

/** One image that passed its self-test. Only this id is ever started. */
export const ImageEntry = z.strictObject({
  id: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  /** Digest of everything the image was made from; another one means it is out of date. */
  key: z.string().regex(/^[0-9a-f]{64}$/),
  builtAt: z.iso.datetime(),
  /** The Debian packages in it, "name version" each. */
  packages: z.array(z.string()),
});
export type ImageEntry = z.infer<typeof ImageEntry>;

const ImageRecord = z.strictObject({
  schema: z.literal("gatehouse.images/1"),
  images: z.record(z.string(), ImageEntry),
});

/** Images that passed their self-test, by name: `images.json` in the data folder. */
export async function readImageRecord(dataDir: string): Promise<Record<string, ImageEntry>> {
  const path = recordPath(dataDir);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new Fault("internal", `failed to read ${path}`, { cause: error });
  }
  const record = ImageRecord.safeParse(parseJson(text));
  if (record.success) return record.data.images;
  throw new Fault("internal", `${path} is damaged: remove it and run gatehouse images build`);
}

/** Records an image, replacing the one of the same name; the file is never half written. */
export async function recordImage(dataDir: string, name: string, entry: ImageEntry): Promise<void> {
  const images = { ...(await readImageRecord(dataDir)), [name]: entry };
  await mkdir(dataDir, { recursive: true });
  const path = recordPath(dataDir);
  const text = JSON.stringify({ schema: "gatehouse.images/1", images }, null, 2);
  await writeFile(`${path}.part`, `${text}\n`);
  await rename(`${path}.part`, path);
}

function recordPath(dataDir: string): string {
  return join(dataDir, "images.json");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Damaged is what the schema says of undefined, too.
    return undefined;
  }
}
