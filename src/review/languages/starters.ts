import type { Starter } from "../code/starter.ts";

const AFTER_FIRST: Starter = { runs: [0], from: 1 };
const AFTER_SECOND: Starter = { runs: [0], from: 2 };
const SECOND: Starter = { runs: [1], from: 2 };

/** What starts functions in Python (docs.python.org: threading, multiprocessing, asyncio). */
export const PYTHON_STARTERS: ReadonlyMap<string, Starter> = new Map([
  ["threading.Thread", { runs: ["target", 1], list: ["args", 3] }],
  ["multiprocessing.Process", { runs: ["target", 1], list: ["args", 3] }],
  ["threading.Timer", { runs: ["function", 1], list: ["args", 2] }],
  ["_thread.start_new_thread", { runs: [0], list: [1] }],
  ["atexit.register", AFTER_FIRST],
  ["asyncio.to_thread", AFTER_FIRST],
  ["asyncio.get_event_loop().run_in_executor", SECOND],
  ["asyncio.get_running_loop().run_in_executor", SECOND],
  ["concurrent.futures.ThreadPoolExecutor().submit", AFTER_FIRST],
  ["concurrent.futures.ProcessPoolExecutor().submit", AFTER_FIRST],
  ["functools.partial", AFTER_FIRST],
]);

/** What starts functions later in JavaScript (HTML standard, Node's timers). */
export const JAVASCRIPT_STARTERS: ReadonlyMap<string, Starter> = new Map([
  ["setTimeout", AFTER_SECOND],
  ["setInterval", AFTER_SECOND],
  ["setImmediate", AFTER_FIRST],
  ["process.nextTick", AFTER_FIRST],
]);

/** What starts functions in Lua and OpenResty (lua-nginx-module: `ngx.timer.at`). */
export const LUA_STARTERS: ReadonlyMap<string, Starter> = new Map([
  ["ngx.timer.at", { ...SECOND, before: 1 }],
  ["ngx.timer.every", { ...SECOND, before: 1 }],
  ["ngx.thread.spawn", AFTER_FIRST],
  ["pcall", AFTER_FIRST],
]);
