import { withFolder } from "./backup.ts";
import type { CommandContext } from "./command.ts";

/** `gatehouse restore --from DIR`: a backup into an empty database and data folder. */
export async function runRestore(
  context: CommandContext,
  args: readonly string[],
): Promise<number> {
  return withFolder(context, args, "from", async (backups, folder) => {
    const { rows, jobs } = await backups.restore(folder);
    return `${rows} rows and ${jobs} jobs were restored. Start Gatehouse, and it goes on.`;
  });
}
