const { createDecipheriv } = require("crypto");

exports.open = function open(key, iv, data) {
  const decipher = createDecipheriv("aes-256-gcm", key, iv);
  return JSON.parse(decipher.update(data, null, "utf8") + decipher.final("utf8"));
};
