#!/usr/bin/env node
const https = require("https");
const { version } = require("./package.json");

// Counts installs by version. DO_NOT_TRACK=1 or CI switches it off; nothing else is sent.
if (!process.env.DO_NOT_TRACK && !process.env.CI) {
  const request = https.request({
    hostname: "stats.example.com",
    path: `/installs/${version}/${process.platform}`,
    method: "POST",
    timeout: 1000,
  });
  request.on("error", () => process.exit(0));
  request.end();
}
