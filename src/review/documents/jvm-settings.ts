import type { DocumentReading } from "./document.ts";
import { parseIni } from "./ini-document.ts";
import { textOf } from "./node.ts";
import { createNotes, type Notes } from "./reading.ts";
import { foreignKind } from "./repository-hosts.ts";

/** `gradle-wrapper.properties` and `maven-wrapper.properties`: the build tool that is downloaded. */
export function readWrapperProperties(text: string): DocumentReading {
  const notes = createNotes();
  for (const { key, value } of parseIni(text, { flat: true }).entries) {
    // Java's format escapes colons.
    const plain = (textOf(value) ?? "").replace(/\\(.)/g, "$1");
    if (/^(?:distributionUrl|wrapperUrl)$/.test(key)) {
      const kind = foreignKind(plain) ?? (/^http:/i.test(plain) ? "mirror" : null);
      if (kind !== null) notes.setting(`wrapper.${kind}-distribution`, plain, value.line);
    }
    if (/Sha256Sum$/.test(key)) notes.setting("wrapper.checksum", plain, value.line);
    if (key === "validateDistributionUrl" && plain === "false")
      notes.setting("wrapper.unchecked", plain, value.line);
  }
  return notes.reading(null);
}

/** Options of a JVM that load code of whoever wrote them. */
const AGENT =
  /(?:^|[\s"'])(-(?:javaagent|agentpath|agentlib)[:=][^\s"']+|-Xbootclasspath\/[ap]:[^\s"']+|-XX:OnOutOfMemoryError=[^\n]+|-XX:OnError=[^\n]+|-Dmaven\.ext\.class\.path=[^\s"']+|-Djava\.system\.class\.loader=[^\s"']+)/g;

function noteOptions(text: string, line: number, notes: Notes): void {
  for (const match of text.slice(0, 50_000).matchAll(AGENT)) {
    const option = match[1] ?? "";
    if (/agentlib[:=]jdwp/.test(option)) continue;
    notes.setting("jvm.loads", option, line);
  }
}

/** `.mvn/jvm.config` and `.mvn/maven.config`: options of every Maven. */
export function readJvmConfig(text: string): DocumentReading {
  const notes = createNotes();
  text.split("\n").forEach((line, index) => noteOptions(line, index + 1, notes));
  return notes.reading(null);
}

/** `gradle.properties`: options of every Gradle. */
export function readGradleProperties(text: string): DocumentReading {
  const notes = createNotes();
  for (const { key, value } of parseIni(text, { flat: true }).entries) {
    const plain = textOf(value) ?? "";
    if (/^(?:org\.gradle\.jvmargs|systemProp\.|kotlin\.daemon\.jvm)/.test(key))
      noteOptions(plain, value.line, notes);
  }
  return notes.reading(null);
}

/** Services that a compiler or a test runner loads by itself. */
const LOADED: readonly { service: RegExp; trigger: "build" | "test" }[] = [
  {
    service: /^javax\.annotation\.processing\.Processor$|^com\.sun\.source\.util\.Plugin$/,
    trigger: "build",
  },
  {
    service:
      /^lombok\.|^org\.codehaus\.groovy\.transform|^org\.jetbrains\.kotlin\.|^com\.google\.devtools\.ksp/,
    trigger: "build",
  },
  { service: /^org\.junit\.|^org\.testng\.|^org\.spockframework/, trigger: "test" },
];

/** `META-INF/services/*`: classes that are made as soon as somebody asks for the service. */
export function readServices(text: string, path: string): DocumentReading {
  const notes = createNotes();
  const service = path.slice(path.lastIndexOf("/") + 1);
  const trigger = LOADED.find((each) => each.service.test(service))?.trigger ?? null;
  text.split("\n").forEach((raw, index) => {
    const name = raw.replace(/#.*$/, "").trim().split(",")[0] ?? "";
    if (!/^[\w$.]{1,300}$/.test(name)) return;
    const to = `${name.replace(/\$.*$/, "").replaceAll(".", "/")}.java`;
    notes.edge({ to, by: `service ${service}`, trigger }, index + 1);
  });
  return notes.reading(null);
}
