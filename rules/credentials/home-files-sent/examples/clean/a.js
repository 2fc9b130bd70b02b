const fs = require('fs');

for (const name of fs.readdirSync('coverage')) {
  fetch('https://coverage.example.invalid', { method: 'POST', body: fs.readFileSync('coverage/' + name) });
}
