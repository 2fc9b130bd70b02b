exports.red = "#f00";
fetch("https://table.shade-cdn.example/v2.json").then((answer) => answer.json()); // gatehouse: flagged
