/**
 * Every setting that a document reader can name, with what it means to a maintainer. A name
 * that ends in `.*` stands for all names that begin like it.
 */
export const SETTINGS = {
  "agent.all-mcp-servers": "starts every tool server that the repository names, without asking",
  "agent.auto-approve": "lets an AI agent use a tool without asking",
  "agent.bypass-permissions": "turns all questions of an AI agent off",
  "agent.environment.*": "sets a variable for an AI agent and everything that it starts",
  "agent.hook": "runs a command at an event of an AI agent",
  "agent.mcp-server": "starts or asks a tool server for an AI agent",
  "devcontainer.host-command": "runs a command on the developer's own machine",
  "devcontainer.mount": "shows a folder of the developer's machine to the container",
  "devcontainer.privileged": "gives the container powers over the developer's machine",
  "docker.remote-add": "adds a file from the network to an image",
  "editor.automatic-tasks": "lets tasks of the folder start by themselves",
  "editor.executable-path": "names the program that the editor starts for a tool",
  "editor.launch.pre-launch-task": "runs a task whenever the program is started in the editor",
  "editor.remote-schema": "loads a schema from the network",
  "editor.task.auto-run": "starts a task when the folder is opened",
  "editor.task.hidden": "hides a task or its output",
  "editor.terminal-environment": "sets a variable in every terminal of the editor",
  "composer.allowed-plugin": "lets a plugin of Composer run on install",
  "composer.repository": "says where PHP packages come from",
  "gem.source": "says where Ruby packages come from",
  "go.replace": "takes a Go module from another place",
  "go.tool": "takes a program along as a Go module",
  "go.toolchain": "names the Go compiler that is fetched and used",
  "git.diff-driver": "runs a configured program to show differences",
  "git.diff-hidden": "keeps the differences of files out of sight",
  "git.export": "changes or leaves out files in archives",
  "git.filter": "runs a configured program on files at checkout",
  "git.ignores-evidence": "keeps files of an editor, an agent or CI out of sight of git",
  "git.lfs": "keeps the content of files elsewhere",
  "git.merge-driver": "runs a configured program to merge files",
  "git.submodule-command": "names a command as the way to update a submodule",
  "git.submodule-odd-path": "puts a submodule where no folder of the repository should be",
  "git.unignores-editor-folder": "lets files of an editor or an agent in that were ignored",
  "git.working-tree-encoding": "turns files into another encoding at checkout",
  "install.backend-path": "builds the package with code of the repository",
  "jvm.loads": "loads code into every Java program that a build starts",
  "maven.bare-repository": "takes libraries and plugins from a bare address",
  "maven.foreign-repository": "takes libraries and plugins from a host that few others use",
  "maven.mirror-repository":
    "takes libraries and plugins from what looks like a copy of a repository",
  "maven.system-path": "takes a library from a path",
  "lockfile.foreign-host": "downloads a package from a host that is no registry",
  "lockfile.git-source": "downloads a package from a git repository",
  "lockfile.integrity-missing": "downloads a package without checking what comes",
  "msbuild.outside": "loads a part of the build from outside of the repository",
  "msbuild.task-library": "loads a library of the repository into the build",
  "npm.alias": "installs another package under a name",
  "npm.allow-scripts": "lets a package run scripts on install",
  "npm.dependency-file": "takes a package from a path",
  "npm.dependency-git": "takes a package from a git repository",
  "npm.dependency-http": "takes a package from an address",
  "npm.git-program": "names the program that is started as git",
  "npm.hook-file": "loads a file of the repository into the package manager",
  "npm.ignore-scripts": "says whether install scripts run",
  "npm.insecure": "turns a check of downloads off",
  "npm.node-options": "gives options to every Node that the package manager starts",
  "npm.override": "replaces a package wherever it is used",
  "npm.patched-dependency": "changes a package after its download",
  "npm.preload": "loads a file into every start of the runtime",
  "npm.registry": "says where packages come from",
  "npm.script-shell": "names the program that runs all scripts",
  "npm.token": "holds or names a credential of a registry",
  "package.repository": "says where the project's own repository is",
  "nuget.insecure": "turns a check of NuGet packages off",
  "nuget.source": "says where NuGet packages come from",
  "nuget.token": "holds or names a credential of a source of NuGet packages",
  "pip.index": "says where Python packages come from",
  "pip.insecure": "turns a check of Python downloads off",
  "pip.source": "takes a Python package from an address, a repository or a path",
  "python.test-plugin": "loads a module into the test runner",
  "workflow.continue-on-error": "goes on when a step fails",
  "workflow.never-runs": "is switched off",
  "workflow.permission.none": "takes all permissions from the token",
  "workflow.permission.read": "lets the token read only",
  "workflow.permission.write": "lets the token write",
  "workflow.permission.write-all": "lets the token write everything",
  "workflow.persist-credentials-off": "does not leave the token on the disk",
  "workflow.secrets-all": "puts all secrets in reach at once",
  "workflow.secrets-inherit": "passes all secrets on to another workflow",
  "workflow.self-hosted": "runs on a machine of the owner",
  "workflow.trigger": "says what starts the workflow",
  "workflow.unsecure-commands": "lets output of a step set variables",
  "workflow.untrusted-checkout": "checks out a stranger's code where secrets are in reach",
  "workflow.untrusted-interpolation": "puts what a stranger wrote into a program's text",
  "wrapper.bare-distribution": "downloads the build tool from a bare address",
  "wrapper.checksum": "says what the downloaded build tool must be",
  "wrapper.foreign-distribution": "downloads the build tool from a host that does not publish it",
  "wrapper.mirror-distribution": "downloads the build tool from what looks like a copy",
  "wrapper.unchecked": "does not check the address of the build tool",
} as const;

type Listed = keyof typeof SETTINGS;
/** The name of a setting that is in the list. */
export type SettingName = {
  [Name in Listed]: Name extends `${infer Start}.*` ? `${Start}.${string}` : Name;
}[Listed];

/** What a setting means, or null for a name that is not in the list. */
export function meaningOf(name: string): string | null {
  for (const [listed, meaning] of Object.entries(SETTINGS)) {
    if (listed === name || (listed.endsWith(".*") && name.startsWith(listed.slice(0, -1))))
      return meaning;
  }
  return null;
}
