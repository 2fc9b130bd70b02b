"use strict";
const LIST = [
  "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 14.7; rv:140.0) Gecko/20100101 Firefox/140.0",
];
function pick(random = Math.random) {
  return LIST[Math.floor(random() * LIST.length)];
}
module.exports = { pick };
