import { randomBytes } from "node:crypto";

/** One thing that looks like a credential: what reports call it, and the secret in it. */
export interface Canary {
  /** A path below HOME, as "~/.npmrc", or a variable, as "$DEPLOY_TOKEN". */
  id: string;
  /** Made for one run, of letters and digits; found nowhere else in the world. */
  token: string;
}

/** The decoys of one run. */
export interface Decoys {
  canaries: readonly Canary[];
  /** Paths below HOME with their text. */
  files: readonly { path: string; text: string }[];
  environment: Readonly<Record<string, string>>;
}

/**
 * Every decoy file. `everyday` ones are read by honest tools by themselves: npm reads its own
 * configuration, and HTTP clients look for a password before each request. So reading one is
 * told of only where something else makes it worth telling.
 */
export const DECOY_FILES: Readonly<
  Record<string, { everyday: boolean; text: (token: string) => string }>
> = {
  ".npmrc": { everyday: true, text: (token) => `//npm.depot-seven.example/:_authToken=${token}\n` },
  ".netrc": {
    everyday: true,
    text: (token) => `machine depot-seven.example login deploy password ${token}\n`,
  },
  ".aws/credentials": {
    everyday: false,
    text: (token) =>
      `[default]\naws_access_key_id = AKIA${token.slice(0, 16).toUpperCase()}\naws_secret_access_key = ${token}\n`,
  },
  ".ssh/id_ed25519": {
    everyday: false,
    text: (token) =>
      `-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW\n${token}\n-----END OPENSSH PRIVATE KEY-----\n`,
  },
  ".docker/config.json": {
    everyday: false,
    text: (token) => `{"auths":{"registry.depot-seven.example":{"auth":"${token}"}}}\n`,
  },
  ".config/gh/hosts.yml": {
    everyday: false,
    text: (token) =>
      `git.depot-seven.example:\n    user: deploy\n    oauth_token: ${token}\n    git_protocol: https\n`,
  },
  ".git-credentials": {
    everyday: false,
    text: (token) => `https://deploy:${token}@git.depot-seven.example\n`,
  },
  ".pypirc": {
    everyday: false,
    text: (token) =>
      `[distutils]\nindex-servers = depot\n[depot]\nrepository = https://pypi.depot-seven.example/\nusername = __token__\npassword = ${token}\n`,
  },
  ".kube/config": {
    everyday: false,
    text: (token) =>
      `apiVersion: v1\nkind: Config\ncurrent-context: depot\nclusters:\n- name: depot\n  cluster: { server: "https://k8s.depot-seven.example:6443" }\nusers:\n- name: deploy\n  user: { token: ${token} }\ncontexts:\n- name: depot\n  context: { cluster: depot, user: deploy }\n`,
  },
};

// Names that no test suite waits for, and that whoever takes the whole environment takes along.
const VARIABLES = ["DEPLOY_TOKEN", "ARTIFACTS_API_KEY"];

/** Makes decoys whose secrets nobody has seen before. */
export function makeDecoys(): Decoys {
  const files = Object.entries(DECOY_FILES).map(([path, { text }]) => ({ path, text }));
  const filed = files.map(({ path, text }) => ({ path, text, token: newToken() }));
  const variables = VARIABLES.map((name) => ({ name, token: newToken() }));
  return {
    canaries: [
      ...filed.map(({ path, token }) => ({ id: `~/${path}`, token })),
      ...variables.map(({ name, token }) => ({ id: `$${name}`, token })),
    ],
    files: filed.map(({ path, text, token }) => ({ path, text: text(token) })),
    environment: Object.fromEntries(variables.map(({ name, token }) => [name, token])),
  };
}

/** 36 letters and digits; hexadecimal would be found by chance in other things. */
function newToken(): string {
  const text = randomBytes(64)
    .toString("base64")
    .replace(/[^A-Za-z0-9]/g, "");
  return text.slice(0, 36);
}
