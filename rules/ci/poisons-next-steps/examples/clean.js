const fs = require('fs');

fs.appendFileSync(process.env.GITHUB_OUTPUT, 'version=1.0.0\n');
