import { describe, expect, it } from "vitest";
import { textFactsOf } from "../../../src/review/text/text-facts.ts";

const found = (text: string, path: string) =>
  textFactsOf(text, path).filter((fact) => fact.feature === "packed-code").length;
const base64 = (size: number) =>
  Buffer.from(
    Array.from({ length: size }, (_, index) => (index * 197 + 31 + (index >> 3)) & 0xff),
  ).toString("base64");
const hexNames = Array.from(
  { length: 12 },
  (_, index) => `var _0x${(0x1a2b + index * 77).toString(16)}=${index};`,
).join("");
const escaped = [..."require('child_process')"]
  .map((sign) => `\\x${sign.charCodeAt(0).toString(16)}`)
  .join("");

/** The shape of a shuffle cipher with a harmless text. */
const shuffle = `function t(a){var x=2263610;var y=a.length;var b=[];for(var l=0;l<y;l++){b[l]=a.charAt(l)};for(var l=0;l<y;l++){var d=x*(l+119)+(x%50075);var k=d%y;var s=b[l];b[l]=b[k];b[k]=s;x=d%2876609};return b.join('')};var f=t('wuqktamceigynzbosdctpusocrjhrflovnxrt').substr(0,11);`;

describe("packed code", () => {
  const attacks: [string, string, string][] = [
    ["by obfuscator.io", "a.js", hexNames],
    [
      "by Dean Edwards' packer",
      "a.js",
      "eval(function(p,a,c,k,e,d){return p}('0',1,1,''.split('|')))",
    ],
    ["by JSFuck", "a.js", "(![]+[])[+!+[]]+([![]]+[][[]])[+!+[]+[+[]]]".repeat(8)],
    ["by jjencode", "a.js", "$=~[];$={___:++$,$$$$:(![]+'')[$]};"],
    ["by aaencode", "a.js", "ﾟωﾟﾉ= /｀ｍ´）ﾉ ~┻━┻   //*´∇｀*/ ['_'];"],
    ["in escaped letters", "a.js", `var a = "${escaped}";`],
    ["as a self-decoder", "astro.config.mjs", `global['!']='8-270';${shuffle}`],
    ["as base64 that is run", "a.js", `eval(atob("${base64(300)}"))`],
    [
      "as base64 that Python runs",
      "setup.py",
      `exec(__import__('base64').b64decode('${base64(300)}'))`,
    ],
    ["as base64 that a shell runs", "a.sh", `echo '${base64(300)}' | base64 -d | bash`],
    [
      "as a Buffer given to Function",
      "a.js",
      `new Function(Buffer.from('${base64(300)}','base64').toString())()`,
    ],
    ["under the name of a font", "a.woff2", hexNames],
  ];
  it.each(attacks)("is found %s", (_, path, text) => {
    expect(found(text, path)).toBeGreaterThan(0);
  });
  const bundle = `!function(e,t){"object"==typeof exports?module.exports=t():e.x=t()}(this,function(){return ${"function(e,t,n){var r=n(1);e.exports=r(t)},".repeat(300)}0});Function("return this")();`;
  const honest: [string, string, string][] = [
    ["a bundle", "dist/a.min.js", bundle],
    ["a source map", "a.js.map", `{"version":3,"mappings":"${"AAAA,SAASA,KAAT".repeat(200)}"}`],
    [
      "a picture in a style sheet",
      "a.css",
      `a{background:url(data:image/png;base64,${base64(2000)})}`,
    ],
    [
      "a font in JavaScript, decoded",
      "a.js",
      `const f = atob("data:font/woff2;base64,${base64(900)}"); eval("1")`,
    ],
    [
      "WebAssembly inlined by its tool",
      "a.js",
      `const w = Buffer.from("AGFzbQEAAAA${base64(900)}", "base64"); new WebAssembly.Module(w)`,
    ],
    ["hashes in a lockfile", "package-lock.json", `{"integrity":"sha512-${base64(64)}"}`],
    [
      "test vectors",
      "a.test.js",
      `const v = "${Array.from({ length: 64 }, (_, index) => `\\x${((index * 37) & 0xff).toString(16).padStart(2, "0")}`).join("")}";`,
    ],
    [
      "a certificate",
      "a.pem",
      `-----BEGIN CERTIFICATE-----\n${base64(800)}\n-----END CERTIFICATE-----`,
    ],
    ["escaped Chinese", "a.js", `var a = "${"\\u4e2d\\u6587".repeat(30)}";`],
    ["a class of characters", "a.js", String.raw`/[\x00-\x1f\x7f-\x9f\u200b-\u200f]/`],
    [
      "a random number generator",
      "a.js",
      "function next(seed){ return (seed * 16807) % 2147483647 }",
    ],
    [
      "sizes in an archive",
      "a.js",
      "a.charAt(0); s = (o + c) % 262144; b.join(''); 'abcdefghijklmnopqrstuvwxyz'",
    ],
    [
      "a hash of a string",
      "a.js",
      "for (let i=0;i<s.length;i++) h = (h*31 + s.charCodeAt(i)) % 1000003;",
    ],
    ["a few numbers in hex", "a.js", "const a = 0x1a2b, _0xff = 1;"],
    ["a page about base64", "a.md", `Run \`eval(atob("${base64(300)}"))\` never.`],
  ];
  it.each(honest)("is not found in ordinary files: %s", (_, path, text) => {
    expect(found(text, path)).toBe(0);
  });
});
