import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readClientSettings } from "../../src/registry/client-settings.ts";

function settings(env: Record<string, string>, files: Record<string, string> = {}) {
  const read = async (path: string) => files[path] ?? null;
  return readClientSettings({ env, home: "/home/me", read });
}

describe("the settings of this machine's package clients", () => {
  it("are the public registries where nothing is set", async () => {
    const { registries, certificateFiles, proxy } = await settings({});
    expect(registries).toEqual({
      npm: "https://registry.npmjs.org/",
      pypi: "https://pypi.org/simple/",
      go: "https://proxy.golang.org/",
      crates: "https://static.crates.io/crates/",
    });
    expect(certificateFiles).toEqual([]);
    expect(Object.values(proxy).every((value) => value === undefined)).toBe(true);
  });

  it("come from variables first, then the user's files, then the system's", async () => {
    const files = {
      "/home/me/.npmrc":
        "; mine\nregistry = https://user.example/npm\ncafile=${CERTS}/mine.pem\n//user.example/:_authToken=t\n",
      "/etc/npmrc": "registry=https://system.example/\nhttps-proxy=http://proxy.example:3128\n",
      "/home/me/.config/pip/pip.conf": "[global]\nindex-url = https://pip.example/simple\n",
      "/etc/pip.conf": "[global]\ncert = /etc/pip.pem\n[install]\nindex-url=https://no.example/\n",
    };
    const user = await settings({ CERTS: "/certs" }, files);
    expect(user.registries.npm).toBe("https://user.example/npm/");
    expect(user.registries.pypi).toBe("https://pip.example/simple/");
    expect(user.certificateFiles).toEqual([join("/certs", "mine.pem"), "/etc/pip.pem"]);
    expect(user.proxy.HTTPS_PROXY).toBe("http://proxy.example:3128");
    const env = { NPM_CONFIG_REGISTRY: "https://v.example/", PIP_INDEX_URL: "https://w.example/s" };
    const named = await settings({ ...env, GOPROXY: "https://go.example,direct" }, files);
    expect(named.registries.npm).toBe("https://v.example/");
    expect(named.registries.pypi).toBe("https://w.example/s/");
    expect(named.registries.go).toBe("https://go.example/");
  });

  it("hold no user, password, token or query", async () => {
    const env = { npm_config_registry: "https://me:secret@npm.example/a/?token=secret#secret" };
    const read = await settings(env, {
      "/home/me/.npmrc": "_authToken=secret\n_password=secret\n",
    });
    expect(JSON.stringify(read)).not.toContain("secret");
    expect(read.registries.npm).toBe("https://npm.example/a/");
  });

  it("ignore what is no address of the web", async () => {
    const env = { npm_config_registry: "file:///srv/npm", GOPROXY: "off", PIP_INDEX_URL: "x" };
    const { registries } = await settings(env);
    expect(registries.npm).toBe("https://registry.npmjs.org/");
    expect(registries.go).toBe("https://proxy.golang.org/");
    expect(registries.pypi).toBe("https://pypi.org/simple/");
  });
});
