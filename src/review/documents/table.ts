import { readAction } from "./action.ts";
import { readAgentSettings, readMcpServers } from "./agent-settings.ts";
import { readBindingGyp } from "./binding-gyp.ts";
import {
  readAutoconf,
  readBuildProgram,
  readDirLocals,
  readEditorScript,
  readGroovy,
  readSbt,
  readTerraform,
} from "./build-scripts.ts";
import { readCmake } from "./cmake.ts";
import { readComposerJson } from "./composer-json.ts";
import { readDevcontainer } from "./devcontainer.ts";
import { readDockerfile } from "./dockerfile.ts";
import { readAspPage } from "./asp-page.ts";
import { readCargoConfig } from "./cargo-config.ts";
import { readCargoLock } from "./cargo-lock.ts";
import { readCargoManifest } from "./cargo-manifest.ts";
import { readCargoMake, readNextest, readRustToolchain } from "./cargo-tools.ts";
import {
  readAgentConfig,
  readCloudInit,
  readDeployment,
  readJustfile,
  readPkgbuild,
  readUnit,
  readXcode,
} from "./deployments.ts";
import type { DocumentKind } from "./document.ts";
import { readIdea, readZed } from "./editor-projects.ts";
import { readGemfile } from "./gemfile.ts";
import { readGitattributes, readGitignore, readGitmodules } from "./git-files.ts";
import { readCodeowners, readGitconfig } from "./git-settings.ts";
import { readLefthook, readPreCommit } from "./git-hooks.ts";
import {
  readGradleProperties,
  readJvmConfig,
  readServices,
  readWrapperProperties,
} from "./jvm-settings.ts";
import { readGoMod } from "./go-modules.ts";
import { readGoreleaser, readTaskfile } from "./go-tools.ts";
import { readDesktopEntry, readLink, readRegistryFile, readSetupInformation } from "./launchers.ts";
import { readMakefile } from "./makefile.ts";
import { readAntBuild, readMavenExtensions, readMavenSettings, readPom } from "./maven.ts";
import { readMsbuild } from "./msbuild.ts";
import { readBunfig, readNpmrc, readPnpmWorkspace, readYarnrc } from "./npm-settings.ts";
import { readDotnetTools, readLaunchSettings, readNugetConfig, readNugetLock } from "./nuget.ts";
import { readNotebook } from "./notebook.ts";
import { readPackageJson, readPackageYaml } from "./package-json.ts";
import { LOCKFILES } from "./locks/lockfiles.ts";
import {
  readBazel,
  readCondaEnvironment,
  readNix,
  readRpmSpec,
  readSnapcraft,
  readTranslation,
} from "./packaging.ts";
import { readPage } from "./page.ts";
import { readHtaccess, readPhpIni } from "./php-settings.ts";
import {
  readAzure,
  readCircle,
  readCluster,
  readCompose,
  readGitlab,
  readGitpod,
  readOtherPipeline,
  readPlaybook,
  readTravis,
} from "./pipelines.ts";
import { readPyproject, readPythonIni } from "./python-project.ts";
import { readRazorPage } from "./razor-page.ts";
import { readRequirements } from "./requirements.ts";
import { readServerPage } from "./server-page.ts";
import {
  readCodeWorkspace,
  readVscodeExtensions,
  readVscodeLaunch,
  readVscodeSettings,
} from "./vscode-settings.ts";
import { readVscodeTasks } from "./vscode-tasks.ts";
import {
  readCommandMap,
  readCondaRecipe,
  readDenoJson,
  readDevbox,
  readMise,
  readNxProject,
  readPipfile,
} from "./tool-tasks.ts";
import { readWorkflow } from "./workflow.ts";

/** Every kind of document that a reader here understands; a path may match several. */
export const DOCUMENTS: readonly DocumentKind[] = [
  starting("package.json", /(?:^|\/)package\.json$/, readPackageJson),
  starting("pnpm's manifest", /(?:^|\/)package\.(?:json5|ya?ml)$/, readPackageYaml),
  starting("npm settings", /(?:^|\/)\.npmrc$/, readNpmrc),
  starting("Yarn settings", /(?:^|\/)\.yarnrc\.ya?ml$/, readYarnrc),
  starting("pnpm workspace", /(?:^|\/)pnpm-workspace\.yaml$/, readPnpmWorkspace),
  starting("Bun settings", /(?:^|\/)\.?bunfig\.toml$/, readBunfig),
  starting("Bundler manifest", /(?:^|\/)(?:Gemfile|gems\.rb|[\w.-]+\.gemspec)$/, readGemfile),
  starting("Composer manifest", /(?:^|\/)composer\.json$/, readComposerJson),
  starting("native module", /(?:^|\/)[\w.-]+\.gypi?$/, readBindingGyp),
  starting("Deno settings", /(?:^|\/)deno\.jsonc?$/, readDenoJson),
  starting("Nx project", /(?:^|\/)(?:project|nx)\.json$/, readNxProject),
  starting(
    "commands by pattern",
    /(?:^|\/)(?:\.lintstagedrc(?:\.(?:json|ya?ml))?|nodemon\.json)$/,
    readCommandMap,
  ),
  starting(
    "mise settings",
    /(?:^|\/)\.?mise(?:\.[\w-]+)?\.toml$|(?:^|\/)\.?mise\/config\.toml$/,
    readMise,
  ),
  starting("Devbox settings", /(?:^|\/)devbox\.json$/, readDevbox),
  starting("Pipenv manifest", /(?:^|\/)Pipfile$/, readPipfile),
  starting("conda recipe", /(?:^|\/)(?:meta|recipe)\.ya?ml$/, readCondaRecipe),
  starting("workflow", /^\.github\/workflows\/[^/]+\.ya?ml$/i, readWorkflow),
  starting("action", /(?:^|\/)action\.ya?ml$/, readAction),
  starting("editor tasks", /(?:^|\/)\.vscode\/tasks\.json$/i, readVscodeTasks),
  starting("editor settings", /(?:^|\/)\.vscode\/settings\.json$/i, readVscodeSettings),
  starting("editor launches", /(?:^|\/)\.vscode\/launch\.json$/i, readVscodeLaunch),
  starting("JetBrains project", /(?:^|\/)\.(?:idea|run)\/(?:[^/]+\/){0,3}[^/]+\.xml$/, readIdea),
  starting("Zed settings", /(?:^|\/)\.zed\/(?:settings|tasks)\.json$/, readZed),
  starting("Emacs settings", /(?:^|\/)\.dir-locals(?:-2)?\.el$/, readDirLocals),
  starting("editor workspace", /\.code-workspace$/i, readCodeWorkspace),
  starting("development container", /(?:^|\/)\.?devcontainer\.json$/i, readDevcontainer),
  starting(
    "agent settings",
    /(?:^|\/)\.(?:claude\/settings(?:\.local)?|gemini\/settings|cursor\/hooks)\.json$/i,
    readAgentSettings,
  ),
  starting("tool servers", /(?:^|\/)\.?mcp(?:_config|_settings)?\.json$/i, readMcpServers),
  starting("pre-commit hooks", /(?:^|\/)\.pre-commit-config\.ya?ml$/, readPreCommit),
  starting("lefthook hooks", /(?:^|\/)\.?lefthook(?:-local)?\.ya?ml$/, readLefthook),
  starting("Makefile", /(?:^|\/)(?:GNUm|M|m)akefile$|\.mk$/, readMakefile),
  starting(
    "Dockerfile",
    /(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.dockerfile$/i,
    readDockerfile,
  ),
  starting("Python project", /(?:^|\/)pyproject\.toml$/, readPyproject),
  starting("Python settings", /(?:^|\/)(?:setup\.cfg|tox\.ini|\.?pytest\.ini)$/, readPythonIni),
  starting(
    "MSBuild project",
    /\.(?:(?:cs|vb|fs|vcx|sql|wix|es|njs|shf|dcp)?proj|proj\.user|props|targets|tasks)$|\.(?:cs|vb|fs|vcx)proj\.user$/i,
    readMsbuild,
  ),
  starting("NuGet settings", /(?:^|\/)nuget(?:\.[\w-]+)?\.config$/i, readNugetConfig),
  starting("launch settings", /(?:^|\/)launchSettings\.json$/i, readLaunchSettings),
  starting(".NET tools", /(?:^|\/)(?:\.config\/dotnet-tools|global)\.json$/, readDotnetTools),
  quiet("NuGet lockfile", /(?:^|\/)packages(?:\.[\w.-]+)?\.lock\.json$/i, readNugetLock),
  starting("Cargo manifest", /(?:^|\/)Cargo\.toml$/, readCargoManifest),
  starting("Cargo settings", /(?:^|\/)\.cargo\/config(?:\.toml)?$/, readCargoConfig),
  starting("nextest settings", /(?:^|\/)\.config\/nextest\.toml$/, readNextest),
  starting("cargo-make tasks", /(?:^|\/)Makefile\.toml$/, readCargoMake),
  starting("Rust toolchain", /(?:^|\/)rust-toolchain(?:\.toml)?$/, readRustToolchain),
  quiet("Cargo lockfile", /(?:^|\/)Cargo\.lock$/, readCargoLock),
  starting(
    "service settings",
    /(?:^|\/)(?:netlify\.toml|vercel\.json|now\.json|render\.ya?ml|railway\.(?:json|toml)|fly\.toml|renovate\.json5?|\.renovaterc(?:\.json)?)$/,
    readDeployment,
  ),
  starting(
    "agent settings of a tool",
    /(?:^|\/)(?:\.codex\/config\.toml|\.aider\.conf\.ya?ml)$/,
    readAgentConfig,
  ),
  starting("justfile", /(?:^|\/)\.?justfile$|\.just$/i, readJustfile),
  starting("Xcode project", /\.xcodeproj\/project\.pbxproj$/, readXcode),
  starting("pacman recipe", /(?:^|\/)PKGBUILD$|\.install$/, readPkgbuild),
  starting("build program", /(?:^|\/)mix\.exs$/, readBuildProgram),
  starting("Scala build", /\.(?:sbt|sc|mill)$|(?:^|\/)project\/[^/]+\.scala$/, readSbt),
  quiet("cloud-init", /(?:^|\/)(?:cloud-?(?:init|config)|user-?data)[\w.-]*$/i, readCloudInit),
  quiet("systemd unit", /\.service(?:\.in)?$/, readUnit),
  starting("RPM recipe", /\.spec(?:\.in)?$/, readRpmSpec),
  starting("Snap recipe", /(?:^|\/)snapcraft\.ya?ml$/, readSnapcraft),
  starting("Nix expression", /\.nix$/, readNix),
  starting("Bazel build", /(?:^|\/)(?:BUILD|WORKSPACE)(?:\.bazel)?$|\.bzl$/, readBazel),
  quiet("conda environment", /(?:^|\/)environment[\w.-]*\.ya?ml$/, readCondaEnvironment),
  quiet("code owners", /(?:^|\/)CODEOWNERS$/, readCodeowners),
  quiet("git settings", /(?:^|\/)\.?gitconfig$/, readGitconfig),
  shown(
    "translation",
    /(?:^|\/)(?:locales?|i18n|lang(?:uages?)?|translations?|messages)\/(?:[^/]+\/){0,6}[^/]+\.(?:json|ya?ml|po|properties|arb|strings|xlf|xliff|resx)$/i,
    readTranslation,
  ),
  starting("submodules", /^\.gitmodules$/i, readGitmodules),
  starting("git attributes", /(?:^|\/)\.gitattributes$/i, readGitattributes),
  starting("Maven project", /(?:^|\/)(?:pom\.xml|[^/]+\.pom)$/, readPom),
  starting("Maven extensions", /(?:^|\/)\.mvn\/extensions\.xml$/, readMavenExtensions),
  starting("Java options", /(?:^|\/)\.mvn\/(?:jvm|maven)\.config$/, readJvmConfig),
  starting("Ant build", /(?:^|\/)build\.xml$/, readAntBuild),
  starting("Java services", /(?:^|\/)META-INF\/services\/[^/]+$/, readServices),
  quiet(
    "build tool wrapper",
    /(?:^|\/)(?:gradle|maven)-wrapper\.properties$/,
    readWrapperProperties,
  ),
  quiet("Gradle options", /(?:^|\/)gradle\.properties$/, readGradleProperties),
  quiet("Maven settings", /(?:^|\/)(?:\.?m2\/|\.mvn\/|maven\/)?settings\.xml$/, readMavenSettings),
  quiet("ASP page", /\.(?:asp|asa|asax|asp[xq]|ascx|ashx|asmx|master|cer)$/i, readAspPage),
  quiet("Razor page", /\.(?:cshtml|razor)$/i, readRazorPage),
  quiet("server page", /\.(?:jspx?|jspf|jspa|jsw|jsv|jtml|tagx?)$/i, readServerPage),
  starting("GoReleaser", /(?:^|\/)\.?goreleaser[\w.-]*\.ya?ml$/i, readGoreleaser),
  starting("Taskfile", /(?:^|\/)Taskfile(?:\.dist)?\.ya?ml$/i, readTaskfile),
  quiet("Go module", /(?:^|\/)go\.(?:mod|work)$|(?:^|\/)vendor\.mod$/, readGoMod),
  quiet("git ignores", /(?:^|\/)\.gitignore$/i, readGitignore),
  quiet("editor extensions", /(?:^|\/)\.vscode\/extensions\.json$/i, readVscodeExtensions),
  starting(
    "Python requirements",
    /(?:^|\/)(?:requirements|constraints)[\w.-]*\.(?:txt|in)$|(?:^|\/)requirements\/[^/]+\.(?:txt|in)$/,
    readRequirements,
  ),
  shown("page", /\.(?:html?|xhtml|svg|vue|svelte|hta|wsf|wsc|sct)$/i, readPage),
  shown("notebook", /\.ipynb$/i, readNotebook),
  quiet("desktop entry", /\.desktop$/i, readDesktopEntry),
  quiet("setup information", /\.inf$/i, readSetupInformation),
  quiet("link", /\.url$/i, readLink),
  quiet("registry file", /\.reg$/i, readRegistryFile),
  starting(
    "GitLab pipeline",
    /(?:^|\/)\.gitlab-ci[\w.-]*\.ya?ml$|(?:^|\/)\.gitlab\/ci\/[^/]+\.ya?ml$/,
    readGitlab,
  ),
  starting("CircleCI pipeline", /(?:^|\/)\.circleci\/[^/]+\.ya?ml$/, readCircle),
  starting(
    "Azure pipeline",
    /(?:^|\/)(?:azure-pipelines[\w.-]*|\.azure-pipelines\/[\w./-]+|\.pipelines\/[\w./-]+)\.ya?ml$/,
    readAzure,
  ),
  starting("Travis pipeline", /(?:^|\/)(?:\.travis|\.?appveyor)\.ya?ml$/, readTravis),
  starting(
    "pipeline",
    /(?:^|\/)(?:bitbucket-pipelines|\.cirrus|\.drone|\.woodpecker|cloudbuild)\.ya?ml$|(?:^|\/)\.(?:buildkite|semaphore|woodpecker|tekton)\/[^/]+\.ya?ml$/,
    readOtherPipeline,
  ),
  starting("Gitpod workspace", /(?:^|\/)\.gitpod\.ya?ml$/, readGitpod),
  starting("Compose file", /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/, readCompose),
  starting("CMake build", /(?:^|\/)CMakeLists\.txt$|\.cmake$/, readCmake),
  starting("autoconf build", /(?:^|\/)configure\.(?:ac|in)$|\.m4$/, readAutoconf),
  starting("Groovy build", /\.gradle$|\.gradle\.kts$|(?:^|\/)Jenkinsfile[\w.-]*$/, readGroovy),
  starting(
    "editor script",
    /(?:^|\/)\.(?:exrc|vimrc|nvimrc|gvimrc|nvim\.lua|lvimrc|vim\.local)$/,
    readEditorScript,
  ),
  quiet("PHP settings", /(?:^|\/)(?:\.user|php)\.ini$/, readPhpIni),
  quiet("Apache settings", /(?:^|\/)\.htaccess$/, readHtaccess),
  quiet("Terraform plan", /\.tf$/, readTerraform),
  quiet(
    "cluster objects",
    /(?:^|\/)(?:k8s|kubernetes|manifests|deploy(?:ment)?s?|charts?|helm|templates|overlays|base)\/(?:[^/]+\/)*[^/]+\.ya?ml$/,
    readCluster,
  ),
  quiet(
    "playbook",
    /(?:^|\/)(?:playbooks?|roles|tasks|handlers)\/(?:[^/]+\/)*[^/]+\.ya?ml$|(?:^|\/)(?:site|playbook[\w-]*)\.ya?ml$/,
    readPlaybook,
  ),
  guide(
    "guide for people",
    /(?:^|\/)(?:README|INSTALL)(?:\.txt)?$|\.(?:md|mdx|markdown|rst|adoc)$/i,
  ),
  ...LOCKFILES.map(({ name, pattern, read }) => quiet(name, pattern, read)),
];

/** A document that can make something run, and is read even when it did not change. */
function starting(name: string, pattern: RegExp, read: DocumentKind["read"]): DocumentKind {
  return { name, starts: true, matches: (path) => pattern.test(path), read };
}

/** A document that only says something, and is read when it changes. */
function quiet(name: string, pattern: RegExp, read: DocumentKind["read"]): DocumentKind {
  return { name, starts: false, matches: (path) => pattern.test(path), read };
}

/** A document that people look at: signs that nobody sees are ordinary in its text. */
function shown(name: string, pattern: RegExp, read: DocumentKind["read"]): DocumentKind {
  return { ...quiet(name, pattern, read), prose: true, followed: true };
}

/** A document that runs nothing, and whose commands people copy. */
function guide(name: string, pattern: RegExp): DocumentKind {
  return {
    ...quiet(name, pattern, () => ({ facts: [], code: [], problem: null })),
    followed: true,
  };
}
