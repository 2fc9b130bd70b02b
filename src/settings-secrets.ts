import { type Environment, readVariable } from "./settings-file.ts";
import { telemetryHeaders } from "./settings-telemetry.ts";

/** The variables whose values nobody may read in an output of ours; each has a `_FILE` twin. */
export const SECRET_NAMES = [
  "PRIVATE_KEY",
  "WEBHOOK_SECRET",
  "GATEHOUSE_WEBHOOK_SECRET_PREVIOUS",
  "DATABASE_URL",
  "GATEHOUSE_ADMIN_TOKEN",
  "GATEHOUSE_WORKER_TOKEN",
  "GATEHOUSE_GITHUB_CLIENT_SECRET",
] as const;

/** The secrets that the environment holds, in whatever state it is; what cannot be read is none. */
export function secretsOf(env: Environment): string[] {
  const values = SECRET_NAMES.map((name) => readVariable(env, name, []) ?? "");
  const database = readVariable(env, "DATABASE_URL", []) ?? "";
  const headers = Object.values(telemetryHeaders(env));
  return [...values, ...passwordsOf(database), ...headers].filter((value) => value !== "");
}

/** The password of an address, as it stands there and as the server is told it. */
function passwordsOf(address: string): string[] {
  if (!URL.canParse(address)) return [];
  const url = new URL(address);
  const raw = [url.password, url.searchParams.get("password") ?? ""];
  return raw.flatMap((password) => [password, decoded(password)]);
}

function decoded(password: string): string {
  try {
    return decodeURIComponent(password);
  } catch {
    // It is no encoding, so it is told as it stands.
    return password;
  }
}
