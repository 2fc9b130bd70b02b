/** How a language says what a rewrite needs; what is left out is not rewritten in it. */
export interface Idioms {
  extensions: readonly string[];
  concatenate?: (left: string, right: string) => string;
  base64?: (encoded: string) => string;
  hex?: (encoded: string) => string;
  codes?: (codes: readonly number[]) => string;
  reversed?: (backwards: string) => string;
  joined?: (pieces: readonly string[]) => string;
  /** A value that is looked up in something nested, and the line that declares it. */
  staged?: { declare: (value: string, at: number) => string; use: (at: number) => string };
  /** The whole program inside a function that is called at once; null where that is not possible. */
  inFunction?: (program: string) => string | null;
  guarded?: (program: string) => string | null;
  /** A program that only loads `file`, which lies beside it. */
  loads?: (file: string, program: string) => { name: string; loader: string } | null;
  /** Calls of well-known functions by another way. */
  aliases?: readonly (readonly [RegExp, string])[];
  /** Finds names that a program declares for itself. */
  names?: RegExp;
}

const indented = (text: string): string => text.replace(/^(?=.)/gm, "    ");
const isModule = (text: string): boolean =>
  /^\s*(?:import|export)\b|\bmodule\.exports\b|\bexports\.\w|^\s*await\b/m.test(text);
const isMultiline = (text: string): boolean => /"""|'''|<<[-~]?['"]?[A-Z]/.test(text);
const declaresAll = (text: string): boolean =>
  /^\s*(?:from \S+ import \*|from __future__|global )/m.test(text);
/** Splits lines that must stay first from the rest. */
function headAndRest(text: string, first: RegExp): [string, string] {
  const head = first.exec(text)?.[0] ?? "";
  return [head, text.slice(head.length)];
}
const SHEBANG = /^#![^\n]*\n/;
const PHP_START = /^(?:#![^\n]*\n)?<\?php\s*(?:declare\([^)]*\);\s*)?(?:namespace [^;]*;\s*)?/;

/** The languages that programs are rewritten in. */
export const IDIOMS: Readonly<Record<string, Idioms>> = {
  javascript: {
    extensions: ["js", "cjs", "mjs", "ts", "cts", "mts"],
    reversed: (text) => `"${text}".split("").reverse().join("")`,
    joined: (pieces) => `[${pieces.map((each) => `"${each}"`).join(", ")}].join("")`,
    concatenate: (left, right) => `("${left}" + "${right}")`,
    base64: (encoded) => `Buffer.from("${encoded}", "base64").toString()`,
    hex: (encoded) => `Buffer.from("${encoded}", "hex").toString("utf8")`,
    codes: (codes) => `String.fromCharCode(${codes.join(", ")})`,
    staged: {
      declare: (value, at) => `const staged${at} = { inner: { value: "${value}" } };\n`,
      use: (at) => `staged${at}.inner.value`,
    },
    inFunction: (program) => {
      if (isModule(program)) return null;
      const [head, rest] = headAndRest(program, SHEBANG);
      return `${head}(function () {\n${rest}\n})();\n`;
    },
    guarded: (program) => {
      if (isModule(program)) return null;
      const [head, rest] = headAndRest(program, SHEBANG);
      return `${head}try {\n${rest}\n} catch (problem) {}\n`;
    },
    loads: (file, program) => {
      const isStatic = /^\s*(?:import|export)\b/m.test(program);
      const extension = file.split(".").at(-1) ?? "js";
      const name = `inner-part.${extension}`;
      if (/\bexport\b|\bmodule\.exports\b|\bexports\./.test(program)) return null;
      return { name, loader: isStatic ? `import "./${name}";\n` : `require("./${name}");\n` };
    },
    aliases: [
      [/(?<![\w.$])fetch\(/g, 'globalThis["fetch"]('],
      [/(?<![\w.$])eval\(/g, "(0, eval)("],
      [/(?<![\w.$])(fs|os|http|https|cp|child_process|crypto|dns|net)\.(\w+)\(/g, '$1["$2"]('],
      [/(?<![\w.$])new Function\(/g, "new globalThis.Function("],
    ],
    names: /(?:^|[\s;{(])(?:const|let|var|function)\s+([A-Za-z_]\w{2,})/g,
  },
  python: {
    extensions: ["py", "pyw"],
    reversed: (text) => `"${text}"[::-1]`,
    joined: (pieces) => `"".join([${pieces.map((each) => `"${each}"`).join(", ")}])`,
    concatenate: (left, right) => `("${left}" + "${right}")`,
    base64: (encoded) => `__import__("base64").b64decode("${encoded}").decode()`,
    hex: (encoded) => `bytes.fromhex("${encoded}").decode()`,
    codes: (codes) => `"".join(map(chr, [${codes.join(", ")}]))`,
    staged: {
      declare: (value, at) => `STAGED${at} = {"inner": {"value": "${value}"}}\n`,
      use: (at) => `STAGED${at}["inner"]["value"]`,
    },
    inFunction: (program) =>
      isMultiline(program) || declaresAll(program)
        ? null
        : `def start_all():\n${indented(program)}\n\nstart_all()\n`,
    guarded: (program) =>
      isMultiline(program) || declaresAll(program)
        ? null
        : `try:\n${indented(program)}\nexcept Exception:\n    pass\n`,
    loads: () => ({ name: "inner_part.py", loader: "import inner_part\n" }),
    aliases: [
      [
        /(?<![\w.])(os|subprocess|requests|base64|socket|shutil|httpx)\.(\w+)\(/g,
        'getattr($1, "$2")(',
      ],
      [/(?<![\w.])(exec|eval)\(/g, '__import__("builtins").$1('],
      [/(?<![\w.])urllib\.request\.(\w+)\(/g, 'getattr(urllib.request, "$1")('],
    ],
    names: /^[ \t]*(?:def\s+)?([a-z_]\w{2,})(?:\(.*\):| = )/gm,
  },
  ruby: {
    extensions: ["rb"],
    reversed: (text) => `"${text}".reverse`,
    joined: (pieces) => `[${pieces.map((each) => `"${each}"`).join(", ")}].join`,
    concatenate: (left, right) => `("${left}" + "${right}")`,
    base64: (encoded) => `"${encoded}".unpack1("m")`,
    hex: (encoded) => `["${encoded}"].pack("H*")`,
    codes: (codes) => `[${codes.join(", ")}].pack("c*")`,
    staged: {
      declare: (value, at) => `STAGED${at} = { "inner" => { "value" => "${value}" } }\n`,
      use: (at) => `STAGED${at}["inner"]["value"]`,
    },
    inFunction: (program) =>
      isMultiline(program) || /^\s*(?:class|module|def|[A-Z]\w* =)/m.test(program)
        ? null
        : `lambda do\n${program}\nend.call\n`,
    guarded: (program) => `begin\n${program}\nrescue StandardError\nend\n`,
    loads: () => ({ name: "inner_part.rb", loader: 'require_relative "inner_part"\n' }),
    aliases: [
      [/(?<![\w.])(system|eval|exec|spawn)[( ](?=["\w(])/g, "Kernel.$1 "],
      [/\b(File|Net::HTTP|URI|IO)\.(read|get|post|open|binread)\(/g, "$1.public_send(:$2, "],
    ],
    names: /^[ \t]*(?:def\s+)?([a-z_]\w{2,}) = /gm,
  },
  php: {
    extensions: ["php", "phtml"],
    reversed: (text) => `strrev('${text}')`,
    joined: (pieces) => `implode('', [${pieces.map((each) => `'${each}'`).join(", ")}])`,
    concatenate: (left, right) => `('${left}' . '${right}')`,
    base64: (encoded) => `base64_decode('${encoded}')`,
    hex: (encoded) => `hex2bin('${encoded}')`,
    codes: (codes) => `implode('', array_map('chr', [${codes.join(", ")}]))`,
    staged: {
      declare: (value, at) => `$staged${at} = ['inner' => ['value' => '${value}']];\n`,
      use: (at) => `$staged${at}['inner']['value']`,
    },
    guarded: (program) => {
      const [head, rest] = headAndRest(program, PHP_START);
      if (head === "" || /^\s*(?:use|class|function|final|abstract) /m.test(rest)) return null;
      return `${head}\ntry {\n${rest.replace(/\?>\s*$/, "")}\n} catch (\\Throwable $problem) {}\n`;
    },
    loads: () => ({
      name: "inner-part.php",
      loader: "<?php require __DIR__ . '/inner-part.php';\n",
    }),
    aliases: [
      [
        /(?<![\w$>:\\])(system|shell_exec|exec|passthru|file_get_contents|base64_decode|curl_exec|file_put_contents)\(/g,
        "('$1')(",
      ],
    ],
    names: /\$(?!this\b|_)([a-z]\w{2,}) = /g,
  },
  shell: {
    extensions: ["sh", "bash", "zsh"],
    inFunction: (program) => {
      const [head, rest] = headAndRest(program, SHEBANG);
      return `${head}start_all() {\n${rest}\n}\nstart_all "$@"\n`;
    },
    guarded: (program) => {
      const [head, rest] = headAndRest(program, SHEBANG);
      return `${head}{\n${rest}\n} 2>/dev/null || true\n`;
    },
    loads: () => ({
      name: "inner-part.sh",
      loader: '#!/bin/sh\n. "$(dirname "$0")/inner-part.sh"\n',
    }),
    aliases: [[/(^|[|;&(`]\s*|\s)(curl|wget|base64|nc|python3?)(?= )/gm, "$1command $2"]],
    names: /^[ \t]*([a-z_]\w{2,})=/gm,
  },
  powershell: {
    extensions: ["ps1", "psm1"],
    joined: (pieces) => `(@(${pieces.map((each) => `'${each}'`).join(", ")}) -join '')`,
    concatenate: (left, right) => `('${left}' + '${right}')`,
    base64: (encoded) =>
      `([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${encoded}')))`,
    codes: (codes) => `(-join [char[]](${codes.join(", ")}))`,
    staged: {
      declare: (value, at) => `$staged${at} = @{ inner = @{ value = '${value}' } }\n`,
      use: (at) => `$staged${at}.inner.value`,
    },
    inFunction: (program) => (/^\s*param\s*\(/im.test(program) ? null : `& {\n${program}\n}\n`),
    guarded: (program) =>
      /^\s*param\s*\(/im.test(program) ? null : `try {\n${program}\n} catch {}\n`,
    loads: () => ({ name: "inner-part.ps1", loader: '. "$PSScriptRoot/inner-part.ps1"\n' }),
    aliases: [
      [/(?<![\w'"-])(?:iex|Invoke-Expression)(?= )/gi, "& 'Invoke-Expression'"],
      [/(?<![\w'"-])(?:iwr|Invoke-WebRequest)(?= )/gi, "& ('Invoke-Web' + 'Request')"],
    ],
    names: /\$(?!env\b|_\b|true\b|false\b|null\b|args\b)([a-z]\w{2,})\s*= /gi,
  },
  go: {
    extensions: ["go"],
    joined: (pieces) =>
      `strings.Join([]string{${pieces.map((each) => `"${each}"`).join(", ")}}, "")`,
    concatenate: (left, right) => `("${left}" + "${right}")`,
    codes: (codes) => `string([]byte{${codes.join(", ")}})`,
    names: /^\s*(?:var\s+)?([a-z]\w{2,})\s*:?= /gm,
  },
  java: {
    extensions: ["java"],
    reversed: (text) => `new StringBuilder("${text}").reverse().toString()`,
    joined: (pieces) => `String.join("", ${pieces.map((each) => `"${each}"`).join(", ")})`,
    concatenate: (left, right) => `("${left}" + "${right}")`,
    base64: (encoded) => `new String(java.util.Base64.getDecoder().decode("${encoded}"))`,
    codes: (codes) => `new String(new char[] { ${codes.join(", ")} })`,
    names: /\b(?:String|int|var|byte\[\]|URL|Process|HttpClient)\s+([a-z]\w{2,})\s*=/g,
  },
  csharp: {
    extensions: ["cs"],
    joined: (pieces) => `string.Concat(${pieces.map((each) => `"${each}"`).join(", ")})`,
    concatenate: (left, right) => `("${left}" + "${right}")`,
    base64: (encoded) =>
      `System.Text.Encoding.UTF8.GetString(System.Convert.FromBase64String("${encoded}"))`,
    codes: (codes) =>
      `new string(new char[] { ${codes.map((code) => `(char)${code}`).join(", ")} })`,
    names: /\b(?:string|int|var|byte\[\])\s+([a-z]\w{2,})\s*=/g,
  },
  rust: {
    extensions: ["rs"],
    joined: (pieces) => `[${pieces.map((each) => `"${each}"`).join(", ")}].concat().as_str()`,
    names: /\blet\s+(?:mut\s+)?([a-z_]\w{2,})\s*[=:]/g,
  },
};

/** The language that rewrites take a file for, by its extension; null for all others. */
export function languageNamed(path: string): string | null {
  const extension = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  const found = Object.entries(IDIOMS).find(([, { extensions }]) => extensions.includes(extension));
  return found?.[0] ?? null;
}
