const { execFileSync } = require("node:child_process");
// Shuffles the order of the tests, the same way for the same seed.
function shuffled(names, seed) {
  const out = [...names];
  for (let i = out.length - 1; i > 0; i -= 1) {
    seed = (seed * 48271) % 2147483647;
    const j = seed % (i + 1);
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}
execFileSync("node", ["--test", ...shuffled(["a.js", "b.js"], 11)]);
