const { writeFileSync } = require("node:fs");

/** Fetches the browser that the tests of an application use; the caller starts it. */
exports.fetchBrowser = async function fetchBrowser(folder) {
  const answer = await fetch("https://browsers.example.com/linux/browser");
  writeFileSync(`${folder}/browser`, Buffer.from(await answer.arrayBuffer()));
  return `${folder}/browser`;
};
