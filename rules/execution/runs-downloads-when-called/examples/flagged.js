export async function load(name) {
  const response = await fetch(`https://plugins.example.invalid/${name}.js`);
  return new Function(await response.text())(); // gatehouse: flagged
}
