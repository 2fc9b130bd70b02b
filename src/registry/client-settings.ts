import { join } from "node:path";
import type { RegistryName } from "../model/dependency.ts";
import { iniValues } from "./ini-values.ts";

/** How this machine's own package clients reach their registries. No credential is among it. */
export interface ClientSettings {
  /** Address of each registry, with a slash at its end. */
  registries: Readonly<Record<RegistryName, string>>;
  /** Files with certificates of authorities to be trusted besides the built-in ones. */
  certificateFiles: readonly string[];
  /** Proxies, as the variables that Node's agent takes. */
  proxy: Readonly<Record<"HTTPS_PROXY" | "HTTP_PROXY" | "NO_PROXY", string | undefined>>;
}

/** What the settings are read from. */
export interface ClientSources {
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  /** The text of a file of this machine's owner; null where there is none. */
  read: (path: string) => Promise<string | null>;
}

const DEFAULTS: Readonly<Record<RegistryName, string>> = {
  npm: "https://registry.npmjs.org/",
  pypi: "https://pypi.org/simple/",
  go: "https://proxy.golang.org/",
  crates: "https://static.crates.io/crates/",
};

/** Where npm looks for its global settings, by how it was installed. */
const NPM_GLOBAL = ["/etc/npmrc", "/usr/etc/npmrc", "/usr/local/etc/npmrc"];

/**
 * Reads the settings that npm, pip, Go and Cargo of this machine would use outside of any
 * project: their variables first, then the user's files, then the system's. What stands in a
 * repository is never looked at, and users, passwords and tokens are left out.
 */
export async function readClientSettings(sources: ClientSources): Promise<ClientSettings> {
  const npm = await npmSettings(sources);
  const pip = await pipSettings(sources);
  const { env } = sources;
  const go = (env["GOPROXY"] ?? "").split(/[,|]/)[0];
  const first = (...values: (string | undefined)[]) => values.find((value) => Boolean(value));
  return {
    registries: {
      npm: registryUrl(npm("registry"), DEFAULTS.npm),
      pypi: registryUrl(pip("index-url"), DEFAULTS.pypi),
      go: registryUrl(go, DEFAULTS.go),
      crates: DEFAULTS.crates,
    },
    certificateFiles: [
      ...[npm("cafile"), pip("cert"), env["SSL_CERT_FILE"], env["REQUESTS_CA_BUNDLE"]],
      ...[env["CURL_CA_BUNDLE"], env["CARGO_HTTP_CAINFO"], env["NODE_EXTRA_CA_CERTS"]],
    ].flatMap((path) => (path ? [path] : [])),
    proxy: {
      HTTPS_PROXY: first(
        ...[npm("https-proxy"), pip("proxy"), npm("proxy")],
        ...[env["https_proxy"], env["HTTPS_PROXY"], env["all_proxy"], env["ALL_PROXY"]],
      ),
      HTTP_PROXY: first(npm("proxy"), pip("proxy"), env["http_proxy"], env["HTTP_PROXY"]),
      NO_PROXY: first(npm("noproxy"), env["no_proxy"], env["NO_PROXY"]),
    },
  };
}

type Lookup = (key: string) => string | undefined;

async function npmSettings({ env, home, read }: ClientSources): Promise<Lookup> {
  const variable = (key: string) => {
    const wanted = `npm_config_${key.replaceAll("-", "_")}`;
    const name = Object.keys(env).find((each) => each.toLowerCase() === wanted);
    return name === undefined ? undefined : env[name];
  };
  const files = [
    variable("userconfig") ?? join(home, ".npmrc"),
    ...(variable("globalconfig") === undefined ? NPM_GLOBAL : [variable("globalconfig") ?? ""]),
  ];
  const texts = await Promise.all(files.map(read));
  const values = texts.map((text) => iniValues(text ?? "", [""], env));
  return (key) => variable(key) || values.find((each) => each.has(key))?.get(key);
}

async function pipSettings({ env, home, read }: ClientSources): Promise<Lookup> {
  const named = env["PIP_CONFIG_FILE"];
  const config = env["XDG_CONFIG_HOME"] ?? join(home, ".config");
  const files = [
    ...(named === undefined ? [] : [named]),
    join(config, "pip", "pip.conf"),
    join(home, ".pip", "pip.conf"),
    "/etc/pip.conf",
  ];
  const texts = await Promise.all(files.map(read));
  const values = texts.map((text) => iniValues(text ?? "", ["install", "global"], env));
  return (key) =>
    // An empty variable is none.
    env[`PIP_${key.replaceAll("-", "_").toUpperCase()}`] ||
    values.find((each) => each.has(key))?.get(key);
}

/** The address without user, password, query and fragment; ours where it is none of the web. */
function registryUrl(text: string | undefined, fallback: string): string {
  if (text === undefined || !URL.canParse(text)) return fallback;
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return fallback;
  return `${url.origin}${url.pathname.replace(/\/*$/, "/")}`;
}
