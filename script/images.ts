import { join } from "node:path";
import { createDockerEngine } from "../src/sandbox/docker.ts";
import { buildImages, listImages } from "../src/sandbox/images/build-images.ts";
import { loadRunners } from "../src/sandbox/runners.ts";

const root = join(import.meta.dirname, "..");
const imagesDir = join(root, "images");
const settings = {
  engine: createDockerEngine(process.env["DOCKER_HOST"]),
  imagesDir,
  dataDir: process.env["GATEHOUSE_DATA_DIR"] ?? join(root, "var"),
  nodeBinary: process.execPath,
  runners: await loadRunners(imagesDir),
  say: (line: string) => console.log(`images: ${line}`),
};
const verb = process.argv[2] ?? "build";
const images =
  verb === "list"
    ? await listImages(settings)
    : await buildImages(settings, { fresh: verb === "update" });
for (const { name, state, entry } of images) console.log(`${name}\t${state}\t${entry?.id ?? "-"}`);
