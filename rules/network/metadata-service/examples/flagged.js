const response = await fetch("http://169.254.169.254/latest/meta-data/iam/security-credentials/"); // gatehouse: flagged
console.log(await response.text());
