import type { ConformanceCase } from "./harness.ts";

/** What an API acts on decides what its use amounts to. */
export const PLACE_CASES: ConformanceCase[] = [
  {
    name: "the whole environment is sent",
    flows: [
      {
        from: "read.environment",
        to: "network.send",
        source: "*",
        destination: "https://webhook.site/x",
      },
    ],
  },
  {
    name: "the whole environment inside something else is sent",
    flows: [{ from: "read.environment", to: "network.send", source: "*" }],
  },
  {
    name: "one harmless variable is not the environment",
    flows: [{ from: "read.environment", to: "network.send", source: "LANG" }],
    noFlows: [{ from: "read.credential", to: "network.send" }],
  },
  {
    name: "a variable whose name is put together",
    flows: [{ from: "read.credential", to: "network.send", source: "NPM_TOKEN" }],
  },
  {
    name: "a key in the home folder",
    flows: [{ from: "read.credential", to: "network.send", source: "~/.ssh/id_rsa" }],
  },
  {
    name: "a file is read and handed to a callback",
    flows: [
      {
        from: "read.credential",
        to: "network.send",
        source: "/home/u/.npmrc",
        destination: "h.example",
      },
    ],
  },
  {
    name: "an ordinary file is no credential",
    capabilities: [{ capability: "read.file" }],
    noCapabilities: ["read.credential", "network.send"],
  },
  {
    name: "the start of a shell is written",
    capabilities: [{ capability: "write.startup", target: "~/.bashrc" }],
  },
  {
    name: "the next step of a job gets a variable",
    capabilities: [{ capability: "write.ci" }],
  },
  {
    name: "the metadata service is asked",
    capabilities: [{ capability: "read.metadata" }],
  },
  {
    name: "what was downloaded is run as code",
    flows: [{ from: "network.receive", to: "execute.code", source: "https://h.example/p" }],
  },
  {
    name: "what a connection receives is run as code",
    flows: [{ from: "network.receive", to: "execute.code", source: "https://h.example/p" }],
  },
  {
    name: "a socket is given what the machine is called",
    flows: [{ from: "read.host", to: "network.send", destination: "h.example" }],
  },
  {
    name: "data leaves by the name of a host",
    flows: [{ from: "read.credential", to: "network.send", source: "NPM_TOKEN" }],
  },
  {
    name: "a file is downloaded, made executable and started",
    flows: [{ from: "network.receive", to: "write.file", destination: "/tmp/b" }],
    capabilities: [
      { capability: "write.executable", target: "/tmp/b" },
      { capability: "execute.process", target: "/tmp/b" },
    ],
  },
  {
    name: "everything is deleted",
    capabilities: [{ capability: "destroy.files", target: "~" }],
  },
  {
    name: "native code is loaded",
    capabilities: [{ capability: "execute.native", target: "./x." }],
  },
];
