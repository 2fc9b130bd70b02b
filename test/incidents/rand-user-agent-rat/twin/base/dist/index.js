"use strict";
const LIST = ["Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/128.0"];
function pick(random = Math.random) {
  return LIST[Math.floor(random() * LIST.length)];
}
module.exports = { pick };
