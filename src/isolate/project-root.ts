import { fileURLToPath } from "node:url";

/** The folder that holds `src`, `rules` and `node_modules`, without a slash at its end. */
export const PROJECT_ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
