const os = require('os');

exports.report = (url) => fetch(url, { method: 'POST', body: os.platform() });
