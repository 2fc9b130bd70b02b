/**
 * Everything that code can do which a reviewer cares about: the closed list of words that
 * vocabularies, rules, flows and reports share. A source of data and a sink for data are
 * capabilities too, so a flow is a pair of them.
 */
export const CAPABILITIES = [
  "execute.process",
  "execute.code",
  "execute.native",
  "network.send",
  "network.receive",
  "network.listen",
  "read.credential",
  "read.environment",
  "read.file",
  "read.host",
  "read.input",
  "read.metadata",
  "read.user",
  "read.argument",
  "read.confided",
  "write.file",
  "write.startup",
  "write.executable",
  "write.ci",
  "write.log",
  "write.clipboard",
  "publish.package",
  "destroy.files",
  "disable.protection",
  "decode",
] as const;

/** One of the closed list of capabilities. */
export type Capability = (typeof CAPABILITIES)[number];

/** How a report says a capability in a sentence: "it …". */
export const CAPABILITY_PHRASES: Record<Capability, string> = {
  "execute.process": "starts a program",
  "execute.code": "runs code from text",
  "execute.native": "loads native code",
  "network.send": "sends data to the network",
  "network.receive": "downloads data",
  "network.listen": "listens on the network",
  "read.credential": "reads credentials",
  "read.environment": "reads environment variables",
  "read.file": "reads files",
  "read.host": "reads facts about the machine",
  "read.input": "reads what a stranger can write",
  "read.metadata": "asks the cloud metadata service",
  "read.user": "reads what its user types",
  "read.argument": "reads what others give to a library",
  "read.confided": "reads a secret that somebody confides to it",
  "write.file": "writes files",
  "write.startup": "writes where programs start by themselves",
  "write.executable": "makes a file executable",
  "write.ci": "writes into the CI environment",
  "write.log": "prints into the log",
  "write.clipboard": "puts something on the clipboard",
  "publish.package": "publishes a package",
  "destroy.files": "deletes files",
  "disable.protection": "turns a protection off",
  decode: "decodes hidden data",
};
