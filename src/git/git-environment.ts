/**
 * Where git is looked for. The caller's PATH is not used: a folder of the reviewed
 * repository in it would choose our git.
 */
const PROGRAM_PATH =
  "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin:/run/current-system/sw/bin:/usr/libexec";

/** A setting for one git process, given through its environment and never in its arguments. */
export type GitSetting = readonly [key: string, value: string];

/**
 * The whole environment of every git process: nothing of ours is inherited, no file outside
 * `gitDir` configures it, missing objects are never fetched behind our back, and only the
 * named protocols may leave the machine. A token goes into `settings`, which other users
 * cannot read, unlike arguments.
 */
export function gitEnvironment(
  gitDir: string,
  options: { protocols?: readonly string[]; settings?: readonly GitSetting[] } = {},
): Record<string, string> {
  const settings = options.settings ?? [];
  return {
    PATH: PROGRAM_PATH,
    // libcurl would look for .netrc in the account's home folder if HOME were missing.
    HOME: "/nonexistent",
    LC_ALL: "C",
    GIT_DIR: gitDir,
    GIT_NO_LAZY_FETCH: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_SYSTEM: "/dev/null",
    GIT_ATTR_NOSYSTEM: "1",
    GIT_LITERAL_PATHSPECS: "1",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    GIT_PAGER: "cat",
    GIT_ALLOW_PROTOCOL: (options.protocols ?? ["none"]).join(":"),
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
}

/**
 * The configuration file of every repository of ours. Hooks, monitors, helpers and
 * background work are off; the commit graph is a cache that the reviewed repository could
 * have written, so it is not believed.
 */
export function gitConfiguration(objectFormat: "sha1" | "sha256", refStorage?: "reftable"): string {
  const extensions = [
    ...(objectFormat === "sha256" ? ["\tobjectFormat = sha256"] : []),
    ...(refStorage === "reftable" ? ["\trefStorage = reftable"] : []),
  ];
  return [
    "[core]",
    `\trepositoryFormatVersion = ${extensions.length > 0 ? 1 : 0}`,
    "\tbare = true",
    "\thooksPath = /dev/null",
    "\tattributesFile = /dev/null",
    "\tfsmonitor = false",
    "\tcommitGraph = false",
    "\twarnAmbiguousRefs = false",
    "\tlogAllRefUpdates = false",
    ...(extensions.length > 0 ? ["[extensions]", ...extensions] : []),
    "[gc]",
    "\tauto = 0",
    "[maintenance]",
    "\tauto = false",
    "[protocol]",
    "\tallow = never",
    "[credential]",
    "\thelper =",
    "[submodule]",
    "\trecurse = false",
    "[fetch]",
    "\trecurseSubmodules = false",
    "\twriteCommitGraph = false",
    "\tunpackLimit = 1",
    "\tnegotiationAlgorithm = noop",
    "",
  ].join("\n");
}
