import type { ConformanceCase } from "./harness.ts";

/** Programs that run `id` by code that stands in the file in another form. */
export const DECODING_CASES: ConformanceCase[] = [
  {
    name: "runs code out of the second text that a decoder is given",
    programs: {
      javascript: String.raw`function d(s) { return s.split("").map((c) => String.fromCharCode(c.charCodeAt(0) ^ 1)).join(""); } console.log(d("idmmn")); require("child_process").execSync(d("he"));`,
      python: String.raw`import os
def d(s):
    return "".join(chr(ord(c) ^ 1) for c in s)
print(d("idmmn"))
os.system(d("he"))`,
      shell: `d() { echo "$1" | rev; }\necho "$(d olleh)"; sh -c "$(d di)"`,
      php: `function d($s) { return strrev($s); } echo d("olleh"); system(d("di"));`,
      ruby: `def d(s)\n  s.reverse\nend\nputs d("olleh")\nsystem(d("di"))`,
    },
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
  {
    name: "runs code out of base64",
    programs: {
      javascript: String.raw`eval(atob("cmVxdWlyZSgiY2hpbGRfcHJvY2VzcyIpLmV4ZWNTeW5jKCJpZCIp"));`,
      python: String.raw`import base64
exec(base64.b64decode("aW1wb3J0IG9zOyBvcy5zeXN0ZW0oImlkIik="))`,
      shell: `eval "$(echo c2ggLWMgaWQ= | base64 -d)"`,
      php: `eval(base64_decode("c3lzdGVtKCJpZCIpOw=="));`,
      ruby: `eval(Base64.decode64("c3lzdGVtKCJpZCIp"))`,
    },
    capabilities: [{ capability: "execute.process", target: "id", decoded: "base64", layers: 1 }],
  },
  {
    name: "runs code out of hexadecimal",
    programs: {
      javascript: String.raw`eval(Buffer.from("7265717569726528226368696c645f70726f6365737322292e6578656353796e63282269642229", "hex").toString());`,
      python: String.raw`exec(bytes.fromhex("696d706f7274206f733b206f732e73797374656d282269642229").decode())`,
      shell: `echo 7368202d63206964 | xxd -r -p | sh`,
      php: `eval(hex2bin("73797374656d2822696422293b"));`,
      ruby: `eval(["73797374656d282269642229"].pack("H*"))`,
    },
    capabilities: [{ capability: "execute.process", target: "id", decoded: "hex", layers: 1 }],
  },
  {
    name: "runs code out of gzip inside base64",
    programs: {
      javascript: String.raw`eval(require("zlib").gunzipSync(Buffer.from("H4sIAAAAAAAAAytKLSzNLErVUErOyMxJiS8oyk9OLS5W0tRLrUhNDq7MS9ZQykxR0gQAjMoSFycAAAA=", "base64")).toString());`,
      python: String.raw`import gzip, base64
exec(gzip.decompress(base64.b64decode("H4sIAAAAAAAAA8vMLcgvKlHIL7ZWyC/WK64sLknN1VDKTFHSBADf723tGgAAAA==")))`,
      shell: `echo "H4sIAAAAAAACAyvOUNBNVshMAQC5zmcuCAAAAA==" | base64 --decode | gunzip | bash`,
      php: `eval(gzdecode(base64_decode("H4sIAAAAAAACAyuuLC5JzdVQykxR0rQGANPPBSwNAAAA")));`,
      ruby: `eval(Zlib.gunzip("H4sIAAAAAAACAyuuLC5JzdVQykxR0gQAoyg70wwAAAA=".unpack1("m")))`,
    },
    capabilities: [{ capability: "execute.process", target: "id", decoded: "gzip", layers: 2 }],
  },
  {
    name: "runs code out of percent signs",
    programs: {
      javascript: String.raw`eval(decodeURIComponent("%72%65%71%75%69%72%65%28%22%63%68%69%6c%64%5f%70%72%6f%63%65%73%73%22%29%2e%65%78%65%63%53%79%6e%63%28%22%69%64%22%29"));`,
      python: String.raw`from urllib.parse import unquote
exec(unquote("%69%6d%70%6f%72%74%20%6f%73%3b%20%6f%73%2e%73%79%73%74%65%6d%28%22%69%64%22%29"))`,
      php: `eval(urldecode("%73%79%73%74%65%6d%28%22%69%64%22%29%3b"));`,
      ruby: `eval(CGI.unescape("%73%79%73%74%65%6d%28%22%69%64%22%29"))`,
    },
    capabilities: [{ capability: "execute.process", target: "id", decoded: "url", layers: 1 }],
  },
  {
    name: "runs code out of rot13",
    programs: {
      javascript: String.raw`const r = (s) => s.replace(/[a-zA-Z]/g, (c) => String.fromCharCode((c <= "Z" ? 90 : 122) >= (c = c.charCodeAt(0) + 13) ? c : c - 26)); eval(r("erdhver(\"puvyq_cebprff\").rkrpFlap(\"vq\")"));`,
      python: String.raw`import codecs
exec(codecs.decode("vzcbeg bf; bf.flfgrz(\"vq\")", "rot13"))`,
      shell: `eval "$(echo 'fu -p vq' | tr 'A-Za-z' 'N-ZA-Mn-za-m')"`,
      php: `eval(str_rot13('flfgrz("vq");'));`,
      ruby: `eval('flfgrz("vq")'.tr('A-Za-z', 'N-ZA-Mn-za-m'))`,
    },
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
  {
    name: "runs code out of character codes",
    programs: {
      javascript: String.raw`eval(String.fromCharCode(114,101,113,117,105,114,101,40,34,99,104,105,108,100,95,112,114,111,99,101,115,115,34,41,46,101,120,101,99,83,121,110,99,40,34,105,100,34,41));`,
      python: String.raw`exec("".join(map(chr, [105,109,112,111,114,116,32,111,115,59,32,111,115,46,115,121,115,116,101,109,40,34,105,100,34,41])))`,
      shell: String.raw`eval $(printf '\x73\x68\x20\x2d\x63\x20\x69\x64')`,
      php: `eval(implode("", array_map("chr", [115,121,115,116,101,109,40,34,105,100,34,41,59])));`,
      ruby: `eval([115,121,115,116,101,109,40,34,105,100,34,41].pack("c*"))`,
    },
    capabilities: [
      { capability: "execute.process", target: "id", decoded: "char-codes", layers: 1 },
    ],
  },
  {
    name: "runs code out of character codes added one by one",
    programs: {
      javascript: String.raw`let s = ""; for (const c of [114,101,113,117,105,114,101,40,34,99,104,105,108,100,95,112,114,111,99,101,115,115,34,41,46,101,120,101,99,83,121,110,99,40,34,105,100,34,41]) s += String.fromCharCode(c); eval(s);`,
      python: String.raw`s = ""
for c in [105,109,112,111,114,116,32,111,115,59,32,111,115,46,115,121,115,116,101,109,40,34,105,100,34,41]:
    s += chr(c)
exec(s)`,
      shell: String.raw`s=""
for c in 163 150 40 55 143 40 151 144; do s+=$(printf "\\0$c"); done
eval "$s"`,
      php: `$s = ""; foreach ([115,121,115,116,101,109,40,34,105,100,34,41,59] as $c) { $s .= chr($c); } eval($s);`,
      ruby: `s = ""\n[115,121,115,116,101,109,40,34,105,100,34,41].each { |c| s << c.chr }\neval(s)`,
    },
    capabilities: [
      { capability: "execute.process", target: "id", decoded: "char-codes", layers: 1 },
    ],
  },
  {
    name: "runs code out of an exclusive or in a loop",
    programs: {
      javascript: String.raw`const d = [101,114,102,98,126,101,114,63,53,116,127,126,123,115,72,103,101,120,116,114,100,100,53,62,57,114,111,114,116,68,110,121,116,63,53,126,115,53,62]; let s = ""; for (let i = 0; i < d.length; i++) { s += String.fromCharCode(d[i] ^ 23); } eval(s);`,
      python: String.raw`d = [126,122,103,120,101,99,55,120,100,44,55,120,100,57,100,110,100,99,114,122,63,53,126,115,53,62]
s = ""
i = 0
while i < len(d):
    s += chr(d[i] ^ 23)
    i += 1
exec(s)`,
      php: `$d = [100,110,100,99,114,122,63,53,126,115,53,62,44]; $s = ""; for ($i = 0; $i < count($d); $i++) { $s .= chr($d[$i] ^ 23); } eval($s);`,
      ruby: `d = [100,110,100,99,114,122,63,53,126,115,53,62]\ns = ""\ni = 0\nwhile i < d.length\n  s += (d[i] ^ 23).chr\n  i += 1\nend\neval(s)`,
    },
    capabilities: [
      { capability: "execute.process", target: "id", decoded: "char-codes", layers: 1 },
    ],
  },
  {
    name: "runs code out of an exclusive or with a key, in an expression",
    programs: {
      javascript: String.raw`const k = "key"; eval("\u0019\u0000\b\u001e\f\u000b\u000eM[\b\r\u0010\u0007\u0001&\u001b\u0017\u0016\b\u0000\n\u0018GPE\u0000\u0001\u000e\u0006*\u0012\u000b\u001aCG\u0010\u000fGP".split("").map((c, i) => String.fromCharCode(c.charCodeAt(0) ^ k.charCodeAt(i % k.length))).join(""));`,
      python: String.raw`k = "key"
exec("".join(chr(ord(c) ^ ord(k[i % len(k)])) for i, c in enumerate("\u0002\x08\t\u0004\u0017\rK\n\nPE\u0016\u0018K\n\u0012\u0016\r\u000e\x08QI\f\u001dIL")))`,
    },
    capabilities: [
      { capability: "execute.process", target: "id", decoded: "char-codes", layers: 1 },
    ],
  },
  {
    name: "runs code out of a text that is turned around",
    programs: {
      javascript: String.raw`eval(")\"di\"(cnyScexe.)\"ssecorp_dlihc\"(eriuqer".split("").reverse().join(""));`,
      python: String.raw`exec(")\"di\"(metsys.so ;so tropmi"[::-1])`,
      shell: `echo "di c- hs" | rev | sh`,
      php: `eval(strrev(';)"di"(metsys'));`,
      ruby: `eval(')"di"(metsys'.reverse)`,
    },
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
  {
    name: "runs code out of parts that are joined",
    programs: {
      javascript: String.raw`eval(["requi", "re(\"c", "hild_", "proce", "ss\").", "execS", "ync(\"", "id\")"].join(""));`,
      python: String.raw`exec("".join(["impor", "t os;", " os.s", "ystem", "(\"id\"", ")"]))`,
      shell: 'a=s; b=h; c=" -c "; eval "$a$b${c}i"d',
      php: `eval(implode('', ['sys', 'tem("', 'id', '");']));`,
      ruby: `eval(['sys', 'tem("', 'id', '")'].join)`,
    },
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
  {
    name: "runs code out of a text with other letters in between",
    programs: {
      javascript: String.raw`eval("r@e@q@u@i@r@e@(@\"@c@h@i@l@d@_@p@r@o@c@e@s@s@\"@)@.@e@x@e@c@S@y@n@c@(@\"@i@d@\"@)".replaceAll("@", ""));`,
      python: String.raw`exec("i@m@p@o@r@t@ @o@s@;@ @o@s@.@s@y@s@t@e@m@(@\"@i@d@\"@)".replace("@", ""))`,
      shell: 'x="s@h@ @-@c@ @i@d"; eval "${x//@/}"',
      php: `eval(str_replace('@', '', 's@y@s@t@e@m@(@"@i@d@"@)@;'));`,
      ruby: `eval('s@y@s@t@e@m@(@"@i@d@"@)'.gsub('@', ''))`,
    },
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
  {
    name: "runs code out of three encodings one inside the other",
    programs: {
      javascript: String.raw`const z = require("zlib"); eval(atob(z.inflateSync(Buffer.from("eJxLzg2rSAnPqYwKTs+MNMooSHIPSkv28CqLNAqrSq70LPDJDTOJCvcLSQ03zfJ29iqIcvYsAAD3zRJq", "base64")).toString()));`,
      python: String.raw`import zlib, base64
exec(base64.b64decode(zlib.decompress(base64.b64decode("eJxLDDcsTzL2MvB0t6zyr3QqS640rUqN8DOICjfI98zNyfbMzLYFANykDDA="))))`,
      shell: `echo d315751676d475c476762336 | rev | xxd -r -p | base64 -d | sh`,
      php: `eval(base64_decode(strrev(hex2bin("3d3d774f7049435a704a434b745647647a6c3363"))));`,
      ruby: `eval(Base64.decode64(["7049435a704a434b745647647a6c3363"].pack("H*").reverse))`,
    },
    capabilities: [{ capability: "execute.process", target: "id", decoded: "base64", layers: 3 }],
  },
  {
    name: "runs code out of code that decodes code",
    programs: {
      javascript: String.raw`eval(atob("ZXZhbChhdG9iKCJjbVZ4ZFdseVpTZ2lZMmhwYkdSZmNISnZZMlZ6Y3lJcExtVjRaV05UZVc1aktDSnBaQ0lwIikp"));`,
      python: String.raw`import base64
exec(base64.b64decode("aW1wb3J0IGJhc2U2NDsgZXhlYyhiYXNlNjQuYjY0ZGVjb2RlKCJhVzF3YjNKMElHOXpPeUJ2Y3k1emVYTjBaVzBvSW1sa0lpaz0iKSk="))`,
      shell: `eval "$(echo ZXZhbCAiJChlY2hvIGMyZ2dMV01nYVdRPSB8IGJhc2U2NCAtZCki | base64 -d)"`,
      php: `eval(base64_decode("ZXZhbChiYXNlNjRfZGVjb2RlKCJjM2x6ZEdWdEtDSnBaQ0lwT3c9PSIpKTs="));`,
      ruby: `eval(Base64.decode64("ZXZhbChCYXNlNjQuZGVjb2RlNjQoImMzbHpkR1Z0S0NKcFpDSXAiKSk="))`,
    },
    capabilities: [{ capability: "execute.process", target: "id", decoded: "base64", layers: 2 }],
  },
  {
    name: "runs code out of escapes in a literal",
    programs: {
      javascript: String.raw`eval("\x72\x65\x71\x75\x69\x72\x65\x28\x22\x63\x68\x69\x6c\x64\x5f\x70\x72\x6f\x63\x65\x73\x73\x22\x29\x2e\x65\x78\x65\x63\x53\x79\x6e\x63\x28\x22\x69\x64\x22\x29");`,
      python: String.raw`exec("\x69\x6d\x70\x6f\x72\x74\x20\x6f\x73\x3b\x20\x6f\x73\x2e\x73\x79\x73\x74\x65\x6d\x28\x22\x69\x64\x22\x29")`,
      shell: String.raw`$'\x73\x68' -c $'\x69\x64'`,
      php: String.raw`eval("\x73\x79\x73\x74\x65\x6d\x28\x22\151\144\x22\x29\x3b");`,
      ruby: String.raw`eval("\x73\x79\x73\x74\x65\x6d\x28\x22\u0069\144\x22\x29")`,
    },
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
  {
    name: "runs code out of a function made from text",
    programs: {
      javascript: String.raw`new Function(atob("cmVxdWlyZSgiY2hpbGRfcHJvY2VzcyIpLmV4ZWNTeW5jKCJpZCIp"))();`,
      python: String.raw`import base64
exec(compile(base64.b64decode("aW1wb3J0IG9zOyBvcy5zeXN0ZW0oImlkIik="), "<x>", "exec"))`,
      php: `$f = create_function("", base64_decode("c3lzdGVtKCJpZCIpOw==")); $f();`,
    },
    capabilities: [{ capability: "execute.process", target: "id", decoded: "base64", layers: 1 }],
  },
  {
    name: "runs code out of a decoder that the program defines",
    programs: {
      javascript: String.raw`function d(s) { return Buffer.from(s, "base64").toString("utf8"); } eval(d("cmVxdWlyZSgiY2hpbGRfcHJvY2VzcyIpLmV4ZWNTeW5jKCJpZCIp"));`,
      python: String.raw`import base64
def d(s):
    return base64.b64decode(s).decode("utf8")
exec(d("aW1wb3J0IG9zOyBvcy5zeXN0ZW0oImlkIik="))`,
      shell: `d() { echo "$1" | base64 -d; }\neval "$(d c2ggLWMgaWQ=)"`,
      php: `function d($s) { return base64_decode($s); } eval(d("c3lzdGVtKCJpZCIpOw=="));`,
      ruby: `def d(s)\n  Base64.decode64(s)\nend\neval(d("c3lzdGVtKCJpZCIp"))`,
    },
    capabilities: [{ capability: "execute.process", target: "id", decoded: "base64", layers: 1 }],
  },
  {
    name: "runs code out of a command that was decoded",
    programs: {
      javascript: String.raw`require("child_process").execSync(atob("aWQ="));`,
      python: String.raw`import os, base64
os.system(base64.b64decode("aWQ=").decode())`,
      shell: `sh -c "$(base64 -d <<< aWQ=)"`,
      php: `system(base64_decode("aWQ="));`,
      ruby: `system("aWQ=".unpack1("m"))`,
    },
    capabilities: [{ capability: "execute.process", target: "id" }],
  },
];
