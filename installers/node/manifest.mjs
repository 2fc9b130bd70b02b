// Reads the manifest out of a package of npm.
import { gunzipSync } from "node:zlib";

const BLOCK = 512;
const MOST_BYTES = 1024 * 1024 * 1024;

/** What `package.json` says that a registry would say too; nothing where there is none. */
export function manifestOf(archive) {
  const tar = gunzipSync(archive, { maxOutputLength: MOST_BYTES });
  for (let at = 0; at + BLOCK <= tar.length;) {
    const name = text(tar, at, 100);
    const size = parseInt(text(tar, at + 124, 12), 8) || 0;
    // The folder has any name; the manifest is directly in it.
    if (/^[^/]+\/package\.json$/.test(name)) {
      return registryFields(JSON.parse(tar.toString("utf8", at + BLOCK, at + BLOCK + size)));
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return {};
}

function text(tar, from, length) {
  const end = tar.indexOf(0, from);
  return tar.toString("utf8", from, Math.min(from + length, end < 0 ? tar.length : end)).trim();
}

function registryFields(manifest) {
  const { scripts = {} } = manifest;
  const installs = ["preinstall", "install", "postinstall"].some((name) => name in scripts);
  return { ...manifest, ...(installs && { hasInstallScript: true }) };
}
