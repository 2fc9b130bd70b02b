import { LUA_STARTERS } from "../starters.ts";
import type { Reading } from "../../code/program.ts";
import type { Grammars } from "../grammars.ts";
import type { Language } from "../language.ts";
import { LUA_FOLDS } from "./folds.ts";
import { operateLua } from "./operate.ts";
import { readBlock } from "./read-statement.ts";
import { createReader } from "./reader.ts";
import { modulesIn } from "./skim.ts";
import { tokensOf } from "./tokens.ts";

/** Lua 5.1 to 5.4 and LuaJIT, by a parser of its own. */
export const LUA: Language = {
  name: "lua",
  extensions: ["lua", "rockspec", "luau", "wlua", "nse"],
  names: [".luacheckrc", ".busted"],
  interpreters: ["lua", "luajit", "lua5.1", "lua5.3", "lua5.4", "texlua", "resty", "luvit"],
  skim: modulesIn,
  read: readLua,
  traits: {
    name: "lua",
    globals: ["_G", "_ENV"],
    folds: LUA_FOLDS,
    starters: LUA_STARTERS,
    free: (name) => (name === "..." ? null : name),
    operate: operateLua,
    module: moduleOf,
    receiverFirst: true,
    argumentsName: "arg",
  },
};

/** `a.b` is the file a/b.lua, or a/b/init.lua. */
function moduleOf(name: string): { api: string; file: string | null } {
  const path = name.replaceAll(".", "/").replace(/^\/+/, "");
  return { api: name, file: /^[\w/-]+$/.test(path) ? `${path}.lua` : null };
}

function readLua(text: string, _: Grammars, limit: number): Reading {
  const reader = createReader(tokensOf(text), limit);
  const body = readBlock(reader);
  return { program: { body }, recovered: reader.recovered };
}
