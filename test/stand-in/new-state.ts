import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { type AppRecord, type State, timestamp } from "./state.ts";

const Manifest = z.looseObject({
  default_permissions: z.record(z.string(), z.string()),
  default_events: z.array(z.string()),
});

/** An empty GitHub with one App, whose permissions and events are those of `app.yml`. */
export function newState(options: { appPublicKey?: string; appId?: number }): {
  state: State;
  privateKey: string | null;
} {
  let last = 1000;
  const nextId = (): number => (last += 1);
  const pair = options.appPublicKey === undefined ? newKeyPair() : null;
  const publicKey = pair?.publicKey ?? options.appPublicKey ?? "";
  const manifest = Manifest.parse(
    parse(readFileSync(new URL("../../app.yml", import.meta.url), "utf8")),
  );
  const owner = { id: nextId(), login: "gatehouse-operator", type: "User" as const };
  const app: AppRecord = {
    id: options.appId ?? 424_242,
    slug: "gatehouse",
    name: "Gatehouse",
    owner,
    publicKey: createPublicKey(publicKey).export({ type: "spki", format: "pem" }).toString(),
    permissions: manifest.default_permissions,
    events: manifest.default_events,
    createdAt: timestamp(),
  };
  const empty = { repositories: [], installations: [], pullRequests: [] };
  const none = { comments: [], checkRuns: [], sarifs: [], accounts: new Map(), grants: new Map() };
  return {
    state: {
      url: "",
      app,
      nextId,
      hook: { deliveries: [], redeliver: () => undefined },
      ...empty,
      ...none,
    },
    privateKey: pair?.privateKey ?? null,
  };
}

function newKeyPair() {
  return generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
}
