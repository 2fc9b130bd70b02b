import { REPORT_BYTES } from "./log.ts";
import { filterFirst } from "./tracer/trace-filter.ts";
import { installFirst, type PackagesDisk, unpackPackages } from "./packages.ts";

/** What our own first process ends with when it could not unpack the source. */
export const NOT_UNPACKED = 99;

// Runs before anything of the pull request does, as the same powerless user. The program
// gets an empty standard input: the rest of the stream is not its business.
const UNPACK = `tar -x --no-same-owner --no-same-permissions -C /workspace -f - || exit ${NOT_UNPACKED}
printf '%s\\n' "$1"
shift
`;

// The end is told, so that output which was lost on its way is not taken for the whole of it.
// Nothing is started after the command: a program may have left no room for one more process.
const RUN = `marker=$1
shift 2
"$@" </dev/null
code=$?
printf '\\n%s\\n' "$marker"
exit "$code"`;

// Report files go the only way out that there is. The program is free to write what it likes
// there, too: they are its own word.
const RUN_AND_REPORT = `marker=$1 files=$2
shift 2
"$@" </dev/null
code=$?
printf '\\n%s\\n' "$marker"
for file in $files; do
  if [ -f "$file" ] && [ ! -L "$file" ]; then cat "$file" && echo; fi
done 2>/dev/null | head -c ${REPORT_BYTES}
exit "$code"`;

/** The line that our own first process prints when the command has ended. */
export function endMarker(marker: string): string {
  return `${marker}-end`;
}

/** What the container of a run starts: our own first process, then the command. */
export function jobCommand(settings: {
  marker: string;
  reportFiles: readonly string[];
  command: readonly string[];
  /** Packages in front of the source: they are installed before the command. */
  packages?: PackagesDisk | undefined;
  /** Whether a tracer has hold of the processes: without one, a traced program cannot run. */
  traced?: boolean | undefined;
}): string[] {
  const { marker, reportFiles, packages, traced = false } = settings;
  const command = [
    ...(traced ? filterFirst() : []),
    ...installFirst(packages),
    ...settings.command,
  ];
  const unpack = unpackPackages(packages) + UNPACK;
  const script = unpack + (reportFiles.length === 0 ? RUN : RUN_AND_REPORT);
  const words = [marker, endMarker(marker), reportFiles.join(" ")];
  return ["/bin/sh", "-c", script, "gatehouse", ...words, ...command];
}
