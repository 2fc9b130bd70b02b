import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { Fault } from "../../model/fault.ts";

const ImagePath = z.string().regex(/^(?!.*\.\.)\/[A-Za-z0-9_./@+-]{1,255}$/);
const Mode = z.string().regex(/^0[0-7]{3}$/);
const DebianPackage = z.string().regex(/^[a-z0-9][a-z0-9.+-]{1,63}$/);

/** What an image is made of: `images/<name>/recipe.yml`. */
export const Recipe = z.strictObject({
  from: z.enum(["debian", "base"]),
  packages: z.array(DebianPackage),
  users: z.record(z.string().regex(/^[a-z]{1,31}$/), z.int().min(10_000)).default({}),
  folders: z.array(ImagePath).default([]),
  files: z
    .array(
      z.discriminatedUnion("source", [
        /** The Node binary that this project itself runs on; its lockfile pins it. */
        z.strictObject({ source: z.literal("project-node"), to: ImagePath, mode: Mode }),
        /** A file of ours, by its path below `images/`. */
        z.strictObject({
          source: z.literal("own"),
          path: z.string().regex(/^[a-z]{1,31}\/[a-z][a-z0-9_-]{0,63}\.[a-z]{1,8}$/),
          to: ImagePath,
          mode: Mode,
        }),
      ]),
    )
    .default([]),
  /** Packages of the npm registry, pinned in `images.lock`. */
  npm: z.array(z.strictObject({ package: z.string(), to: ImagePath })).default([]),
  links: z.record(ImagePath, z.string().regex(/^[A-Za-z0-9_./@+-]{1,255}$/)).default({}),
  /** Paths, with shell patterns, that are taken away last. */
  strip: z.array(z.string().regex(/^(?!.*\.\.)\/[A-Za-z0-9_./*-]{1,255}$/)).default([]),
});
export type Recipe = z.infer<typeof Recipe>;

/** What all images pin: `images/images.lock`. */
export const ImagesLock = z.strictObject({
  debian: z.strictObject({
    suite: z.string().regex(/^[a-z]{1,31}$/),
    variant: z.literal("minbase"),
  }),
  npm: z.record(
    z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
    z.strictObject({
      version: z.string().regex(/^\d+\.\d+\.\d+$/),
      integrity: z.string().regex(/^sha512-[A-Za-z0-9+/]{86}==$/),
    }),
  ),
});
export type ImagesLock = z.infer<typeof ImagesLock>;

/** Reads `images/<name>/recipe.yml`; a recipe that is not one is a fault: it is our own file. */
export async function readRecipe(imagesDir: string, name: string): Promise<Recipe> {
  return readOwn(join(imagesDir, name, "recipe.yml"), Recipe);
}

/** Reads `images/images.lock`. */
export async function readImagesLock(imagesDir: string): Promise<ImagesLock> {
  return readOwn(join(imagesDir, "images.lock"), ImagesLock);
}

/** Reads one of this project's own YAML files. */
export async function readOwn<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const read = schema.safeParse(parse(await readFile(path, "utf8")));
  if (!read.success) throw new Fault("internal", `${path}: ${z.prettifyError(read.error)}`);
  return read.data;
}
