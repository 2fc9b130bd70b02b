import { REPORT_BYTES } from "./log.ts";
import { filterFirst } from "./tracer/trace-filter.ts";
import { installFirst, type PackagesDisk, unpackPackages } from "./packages.ts";

// Runs before anything of the pull request does, as the same powerless user. The program
// gets an empty standard input: the rest of the stream is not its business.
const UNPACK = `tar -x --no-same-owner --no-same-permissions -C /workspace -f - || exit 99
printf '%s\\n' "$1"
shift
`;
const RUN = 'exec "$@" </dev/null';

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

/** The line that our own first process prints before report files. */
export function filesMarker(marker: string): string {
  return `${marker}-files`;
}

/** What the container of a run starts: our own first process, then the command. */
export function jobCommand(settings: {
  marker: string;
  reportFiles: readonly string[];
  command: readonly string[];
  /** Whether the end of the command must be told even where no report is read. */
  tellsEnd: boolean;
  /** Packages in front of the source: they are installed before the command. */
  packages?: PackagesDisk | undefined;
  /** Whether a tracer has hold of the processes: without one, a traced program cannot run. */
  traced?: boolean | undefined;
}): string[] {
  const { marker, reportFiles, packages, tellsEnd, traced = false } = settings;
  const command = [
    ...(traced ? filterFirst() : []),
    ...installFirst(packages),
    ...settings.command,
  ];
  const unpack = unpackPackages(packages) + UNPACK;
  const shell = (script: string) => ["/bin/sh", "-c", unpack + script, "gatehouse", marker];
  if (reportFiles.length === 0 && !tellsEnd) return [...shell(RUN), ...command];
  return [...shell(RUN_AND_REPORT), filesMarker(marker), reportFiles.join(" "), ...command];
}
