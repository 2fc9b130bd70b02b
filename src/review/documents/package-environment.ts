import type { Entry, Node } from "./node.ts";
import { textOf } from "./node.ts";
import type { Notes } from "./reading.ts";
import type { SettingName } from "./settings.ts";

/**
 * Variables that package managers obey like their own settings. Sources: the manuals of pip
 * ("Configuration"), uv ("Environment variables"), npm ("config"), Yarn, Go ("go help
 * environment"), cargo and Bundler.
 */
const VARIABLES: readonly { name: RegExp; value?: RegExp; means: SettingName }[] = [
  {
    name: /^(?:PIP_(?:INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS|PYPI_URL)|UV_(?:INDEX_URL|EXTRA_INDEX_URL|DEFAULT_INDEX|INDEX|FIND_LINKS)|PDM_PYPI_URL|PIPENV_PYPI_MIRROR)$/,
    means: "pip.index",
  },
  { name: /^(?:PIP_TRUSTED_HOST|UV_INSECURE_HOST)$/, means: "pip.insecure" },
  {
    name: /^(?:npm_config_registry|YARN_(?:NPM_)?REGISTRY(?:_SERVER)?|YARN_NPM_REGISTRY_SERVER|BUN_CONFIG_REGISTRY|COREPACK_NPM_REGISTRY)$/i,
    means: "npm.registry",
  },
  { name: /^npm_config_strict_ssl$/i, value: /^false$/i, means: "npm.insecure" },
  { name: /^NODE_TLS_REJECT_UNAUTHORIZED$/, value: /^0$/, means: "npm.insecure" },
  { name: /^GOPROXY$/, means: "go.proxy" },
  { name: /^(?:GONOSUMDB|GONOSUMCHECK|GOINSECURE|GONOSUM)$/, value: /./, means: "go.insecure" },
  { name: /^GOSUMDB$/, value: /^off$/i, means: "go.insecure" },
  { name: /^GOFLAGS$/, value: /-insecure/, means: "go.insecure" },
  { name: /^CARGO_(?:REGISTRIES_\w+_INDEX|SOURCE_\w+_REGISTRY)$/, means: "cargo.source" },
  { name: /^BUNDLE_MIRROR__/, means: "gem.source" },
  { name: /^NUGET_(?:SOURCE|FEED)S?(?:_URL)?$/, means: "nuget.source" },
];

/** Notes a variable that says where packages come from, or turns a check of them off. */
export function notePackageVariable(
  name: string,
  value: string,
  at: Node | number,
  notes: Notes,
): void {
  for (const known of VARIABLES) {
    if (!known.name.test(name) || known.value?.test(value) === false) continue;
    notes.setting(known.means, `${name}=${value}`, at);
  }
}

/** Notes those of a mapping of variables. */
export function notePackageVariables(entries: readonly Entry[], notes: Notes): void {
  for (const { key, value } of entries) notePackageVariable(key, textOf(value) ?? "", value, notes);
}
