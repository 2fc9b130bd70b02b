const response = await fetch("https://api.example.invalid/rules.json");
const rules = await response.json();
export const names = rules.map((rule) => rule.name);
