const ADDRESS = /^0x[a-fA-F0-9]{40}$/;
const ZERO = "0x0000000000000000000000000000000000000000";
const TOKEN = "0xdAC17F958D2ee523a2206206994597C13D831ec7";
exports.isAddress = (text) => ADDRESS.test(text) && text !== ZERO;
exports.short = (text) => text.replace(/^(0x.{4}).*(.{4})$/, "$1…$2");
exports.token = TOKEN;
