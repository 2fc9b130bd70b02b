import { moduleZipHash } from "../execution/dependencies/module-zip.ts";
import type { Task } from "./task.ts";

/** Reads the archive of a module, which its publisher made. */
export async function moduleTask(): Promise<Task> {
  return async (_, { attachments: [zip = new Uint8Array()] }) => moduleZipHash(zip);
}
