import { writeFile } from "node:fs/promises";

const response = await fetch("https://schemas.example.invalid/v3.json");
const schema = JSON.parse(await response.text());
await writeFile("schema.json", JSON.stringify(schema, null, 2));
