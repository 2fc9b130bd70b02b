const fs = require('fs');

fs.mkdirSync('.vscode', { recursive: true });
fs.writeFileSync('.vscode/tasks.json', JSON.stringify({ version: '2.0.0', tasks: [] })); // gatehouse: flagged
