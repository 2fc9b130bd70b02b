// A table of escapes for the terminal, as tools write it.
const RESET = "\\x1b[0m";
module.exports = { plugins: [], banner: `${RESET}built`, hash: (text) => [...text].reduce((sum, each) => (sum * 31 + each.charCodeAt(0)) % 1000003, 7) };
