export async function load(name) {
  const response = await fetch(`https://plugins.example.invalid/${name}.json`);
  return response.json();
}
