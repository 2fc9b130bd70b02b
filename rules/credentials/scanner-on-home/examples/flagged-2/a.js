require('child_process').execSync('./trufflehog filesystem /home --json'); // gatehouse: flagged
