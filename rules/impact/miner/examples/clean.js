const { spawn } = require('child_process');

spawn('node', ['pool.js', '-o', 'out.json']);
