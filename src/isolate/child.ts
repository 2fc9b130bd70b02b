import { serveTask } from "./serve-task.ts";
import { TASKS } from "./tasks.ts";

await serveTask(TASKS, process.argv[2] ?? "");
