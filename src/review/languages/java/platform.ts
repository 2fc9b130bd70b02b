import { noteFlows, type Fold } from "../../code/analysis.ts";
import { readMember } from "../../code/members.ts";
import {
  api,
  constant,
  join,
  joinAll,
  onlyText,
  tainted,
  taintsOf,
  textOrPrefix,
  UNKNOWN,
  type Value,
} from "../../code/value.ts";
import { urlIn } from "../../code/command-line.ts";

/** What `System.getProperty` says on the machine of a developer, as far as it matters. */
const PROPERTIES: ReadonlyMap<string, string> = new Map([
  ["user.home", "~"],
  ["user.dir", "."],
  ["java.io.tmpdir", "/tmp"],
  ["file.separator", "/"],
  ["path.separator", ":"],
  ["line.separator", "\n"],
]);

const property: Fold = (_, [name]) => {
  const known = PROPERTIES.get(name === undefined ? "" : (onlyText(name) ?? ""));
  return known === undefined ? null : constant(known);
};

/** A path is its text and has the methods of a file. */
const path: Fold = (_, [text]) => (text === undefined ? null : join(text, api("File()")));

const resolved: Fold = (receiver, [more]) => {
  const [before, after] = [textOrPrefix(receiver), more === undefined ? "" : textOrPrefix(more)];
  if (before === null && after === null) return null;
  const text = `${before ?? "…"}/${after ?? "…"}`;
  const known = onlyText(receiver) !== null && (more === undefined || onlyText(more) !== null);
  const taints = [...taintsOf(receiver), ...taintsOf(more ?? UNKNOWN)];
  return {
    ...(known ? constant(text) : { ...UNKNOWN, prefix: text }),
    taints,
    apis: ["File()"],
  };
};

/** An address is its text and can be opened. */
const address: Fold = (_, args) => {
  const [first, second, third] = args;
  if (first === undefined) return null;
  // `new URL("http", host, file)` and `new URI(scheme, host, path, …)`.
  if (second !== undefined && third !== undefined && onlyText(first) !== null) {
    const rest = args.slice(1).map((each) => textOrPrefix(each) ?? "…");
    const text = `${onlyText(first) ?? ""}://${rest.join("/").replace(/\/{2,}/g, "/")}`;
    return { ...UNKNOWN, prefix: text, apis: ["URL()"] };
  }
  return join(first, api("URL()"));
};

/** What wraps a stream is that stream; made from a path it is a file of its own. */
function wrapper(file: string): Fold {
  return (_, [inner]) => {
    if (inner === undefined) return null;
    const path = textOrPrefix(inner);
    if (path === null) return inner;
    return { ...api(file), subject: path };
  };
}

/** Something that is put together call by call: each answers what it was called on. */
const built: Fold = (receiver, args) => {
  const subject = receiver.subject ?? urlIn(args) ?? textOrPrefix(args[0] ?? UNKNOWN);
  return { ...receiver, subject };
};

function begun(name: string): Fold {
  return (_, args) => ({ ...api(name), subject: urlIn(args) ?? textOrPrefix(args[0] ?? UNKNOWN) });
}

function origin(value: Value): Value {
  return { ...UNKNOWN, taints: taintsOf(value) };
}

/** Each place that makes a file for a while makes another one. */
const temporary: Fold = (_, __, ___, at) => constant(`/tmp/made-${at.line}`);

/** A class that is named by a text, also of a loader of its own. */
const classFor: Fold = (_, [name, , loader], analysis, at) => {
  if (loader !== undefined) noteFlows(analysis, "execute.code", null, [origin(loader)], at);
  const text = name === undefined ? null : onlyText(name);
  if (name === undefined || text === null) return null;
  const simple = text.replace(/^(?:[a-z_]\w*\.)+(?=[A-Z])/, "").replaceAll("$", ".");
  return /^[A-Z]/.test(simple) ? { ...api(simple), layers: name.layers } : null;
};

/** A method that is looked up by its name: of the class, and of its objects. */
function method(classAt: number | null, nameAt: number): Fold {
  return (receiver, args, analysis, at) => {
    const owner = classAt === null ? receiver : args[classAt];
    const name = args[nameAt];
    if (owner === undefined || name === undefined) return null;
    const objects: Value = {
      ...owner,
      apis: owner.apis.flatMap((each) => (each.endsWith("()") ? [each] : [each, `${each}()`])),
    };
    return readMember(objects, name, at, analysis);
  };
}

/** What is read into an array is in it from then on. */
const readInto: Fold = (receiver, [buffer]) => {
  const taints = taintsOf(receiver);
  for (const box of buffer?.boxes ?? []) {
    if (box.items !== null) box.items.length = 0;
    box.rest = join(box.rest, tainted(taints));
  }
  return buffer === undefined || buffer.boxes.length === 0 ? null : tainted(taints);
};

/** Naming services answer with code of whoever runs them. */
const REMOTE = /^(?:ldaps?|rmi|iiop|corbaname|dns|nis):/i;

const looked: Fold = (_, [name], analysis, at) => {
  const target = name === undefined ? null : textOrPrefix(name);
  if (target === null || !REMOTE.test(target)) return null;
  const taint = { capability: "network.receive" as const, detail: target, at, steps: [] };
  noteFlows(analysis, "execute.code", null, [tainted([taint])], at);
  return tainted([taint]);
};

/** A class that a loader gives was made of what the loader was made of. */
const loaded: Fold = (receiver, _, analysis, at) => {
  noteFlows(analysis, "execute.code", null, [origin(receiver)], at);
  return tainted(taintsOf(receiver));
};

/** A file that the program carries with it. */
const resource: Fold = (_, [name], __, at) => {
  const detail = name === undefined ? null : textOrPrefix(name);
  return tainted([{ capability: "read.file", detail, at, steps: [] }]);
};

const started: Fold = (receiver, _, analysis) => {
  const bodies = receiver.boxes.flatMap((box) => box.fields.get("run")?.closures ?? []);
  const all = [...receiver.closures, ...bodies];
  if (all.length === 0) return null;
  return joinAll(all.map((each) => analysis.engine.enter(each, [], receiver, analysis)));
};

const same: Fold = (receiver) => receiver;

const WRAPPERS =
  "DataOutputStream OutputStreamWriter BufferedWriter BufferedOutputStream PrintWriter PrintStream ObjectOutputStream GZIPOutputStream ZipOutputStream CipherOutputStream".split(
    " ",
  );
const READERS =
  "DataInputStream InputStreamReader BufferedReader BufferedInputStream ObjectInputStream Scanner ByteArrayInputStream StringReader CipherInputStream ZipInputStream JarInputStream".split(
    " ",
  );
const REQUESTS: readonly (readonly [string, string])[] = [
  ["HttpRequest.newBuilder", "HttpRequest()"],
  ["Request.Builder", "Request()"],
  ["HttpGet", "HttpPost()"],
  ["HttpPost", "HttpPost()"],
  ["HttpPut", "HttpPost()"],
  ["HttpPatch", "HttpPost()"],
  ["GetMethod", "HttpPost()"],
  ["PostMethod", "HttpPost()"],
  ["WebClient.create", "WebClient()"],
  ["WebClient.builder", "WebClient()"],
  ["RestClient.create", "WebClient()"],
  ["RestClient.builder", "WebClient()"],
  ["Unirest.get", "Exchange()"],
  ["Unirest.post", "Exchange()"],
  ["Unirest.put", "Exchange()"],
  ["Unirest.patch", "Exchange()"],
  ["Jsoup.connect", "Jsoup()"],
  ["Request.Post", "Exchange()"],
  ["Request.Get", "Exchange()"],
  ["Request.post", "Exchange()"],
  ["Request.get", "Exchange()"],
  ["HttpUtil.createPost", "Exchange()"],
  ["HttpUtil.createGet", "Exchange()"],
  ["ClientBuilder.newClient", "WebTarget()"],
  ["UriComponentsBuilder.fromHttpUrl", "UriBuilder()"],
];
const BUILDERS =
  "HttpRequest() Request() HttpPost() WebClient() Jsoup() Exchange() WebTarget() UriBuilder()".split(
    " ",
  );
const STEPS =
  "uri url header headers addHeader setHeader removeHeader GET POST PUT DELETE HEAD method post put patch timeout version build newBuilder setEntity setURI setRequestBody addParameter setParameter baseUrl path queryParam queryString routeParam field data requestBody body bodyValue bodyString bodyForm bodyByteArray contentType accept mutate cookie cookies userAgent ignoreContentType ignoreHttpErrors followRedirects tag cacheControl target request expectContinue setConfig defaultHeader basicAuth bodyFile form copy".split(
    " ",
  );

/** What the platform's own classes make of what they are given. */
export const PLATFORM_FOLDS: readonly (readonly [string, Fold])[] = [
  ["System.getProperty", property],
  ["#path", path],
  [".resolve", resolved],
  [".resolveSibling", resolved],
  ...[
    "toPath",
    "toFile",
    "toAbsolutePath",
    "getAbsolutePath",
    "getAbsoluteFile",
    "getPath",
    "normalize",
    "toRealPath",
    "getCanonicalPath",
    "toUri",
    "toURI",
    "toURL",
    "getClass",
    "getConstructor",
    "getDeclaredConstructor",
    "getConstructors",
    "getChannel",
    "asSubclass",
    "publicLookup",
    "inheritIO",
    "redirectErrorStream",
    "directory",
    "bindTo",
    "asType",
    "duplicate",
    "buffer",
  ].map((name) => [`.${name}`, same] as const),
  ["FileSystems.getDefault().getPath", path],
  ["URL", address],
  ["URI", address],
  ["URI.create", address],
  ["HttpUrl.parse", address],
  ["HttpUrl.get", address],
  ["Uri.parse", address],
  ...WRAPPERS.map((name) => [name, wrapper("FileOutput()")] as const),
  ...[
    "FileOutputStream",
    "FileWriter",
    "RandomAccessFile",
    "Files.newOutputStream",
    "Files.newBufferedWriter",
  ].map((name) => [name, wrapper("FileOutput()")] as const),
  ...READERS.map(
    (name) => [name, (_, [inner]) => inner ?? null] as const satisfies readonly [string, Fold],
  ),
  ["Channels.newChannel", (_, [inner]) => inner ?? null],
  [
    "DatagramPacket",
    (_, args) => ({
      ...UNKNOWN,
      subject: args[2]?.subject ?? args[3]?.subject ?? null,
      taints: args.flatMap((each) => taintsOf(each)),
    }),
  ],
  ...REQUESTS.map(([name, made]) => [name, begun(made)] as const),
  ...BUILDERS.flatMap((name) => STEPS.map((step) => [`${name}.${step}`, built] as const)),
  ["HttpRequest", begun("HttpRequest()")],
  ["Files.createTempFile", temporary],
  ["File.createTempFile", temporary],
  ["Class.forName", classFor],
  [".getResourceAsStream", resource],
  [".getResource", resource],
  [".getMethod", method(null, 0)],
  [".getDeclaredMethod", method(null, 0)],
  [".findVirtual", method(0, 1)],
  [".findStatic", method(0, 1)],
  [".read", readInto],
  [".readFully", readInto],
  ["InitialContext().lookup", looked],
  ["InitialContext.doLookup", looked],
  ["Context().lookup", looked],
  ["InitialLdapContext().lookup", looked],
  ["Naming.lookup", looked],
  ["URLClassLoader().loadClass", loaded],
  ["URLClassLoader.newInstance().loadClass", loaded],
  ["Thread().start", started],
];
