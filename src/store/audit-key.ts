import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../model/fault.ts";
import { writeDurably } from "./write-durably.ts";

/** Signs as this installation: checkpoints of the audit trail, and statements about its records. */
export interface AuditKey {
  /** SHA-256 of the public key, in hexadecimal digits. */
  id: string;
  /** Signs bytes; the answer is in base64. */
  sign(bytes: Uint8Array): string;
}

/** Checks signatures of one installation. */
export interface AuditVerifier {
  id: string;
  verify(bytes: Uint8Array, signature: string): boolean;
}

/** Where the private half is, which nobody but this user may read. */
export const KEY_FILE = "key.pem";
/** Where the public half is, a copy of which belongs to whoever checks. */
export const PUBLIC_KEY_FILE = "key.pub.pem";

/** Reads the key of an audit folder, or makes one where there is none. */
export async function openAuditKey(folder: string): Promise<AuditKey> {
  const path = join(folder, KEY_FILE);
  const found = await readOrNull(path);
  const privateKey = found === null ? await makeKey(folder) : createPrivateKey(found);
  return {
    id: idOf(createPublicKey(privateKey)),
    sign: (bytes) => sign(null, bytes, privateKey).toString("base64"),
  };
}

/** Makes a verifier from a public key in PEM form; throws a `Fault` for what is none. */
export function readVerifier(pem: string): AuditVerifier {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType !== "ed25519") throw new Error("not an Ed25519 key");
    return {
      id: idOf(key),
      verify: (bytes, signature) => verify(null, bytes, key, Buffer.from(signature, "base64")),
    };
  } catch (cause) {
    throw new Fault("refused", "the public key of the audit trail cannot be used", { cause });
  }
}

/** The public half is written first: a crash in between leaves nothing that is taken for a key. */
async function makeKey(folder: string): Promise<KeyObject> {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" });
  await writeDurably(
    join(folder, PUBLIC_KEY_FILE),
    publicKey.export({ type: "spki", format: "pem" }),
  );
  await writeDurably(join(folder, KEY_FILE), pem);
  return privateKey;
}

function idOf(key: KeyObject): string {
  return createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("hex");
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
