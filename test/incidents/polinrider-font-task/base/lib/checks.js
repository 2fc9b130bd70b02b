"use strict";

/** Every check answers a name and whether it passed. */
async function checks() {
  return [{ name: "self", passed: true }];
}

module.exports = { checks };
