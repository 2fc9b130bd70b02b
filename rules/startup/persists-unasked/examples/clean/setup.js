const fs = require('fs');

fs.mkdirSync('var', { recursive: true });
fs.writeFileSync('var/settings.json', '{}');
