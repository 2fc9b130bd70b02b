"use strict";

const { parse } = require("./lib/parse");
const { mix } = require("./lib/mix");

module.exports = { parse, mix };
