const agent = process.env.npm_config_user_agent ?? "";
const runtime = process.versions.bun ? "bun" : "node";
if (agent.startsWith("yarn/1")) {
  console.error("tiny-color-tools: use npm, pnpm or a newer Yarn");
  process.exitCode = 1;
} else {
  console.log(`tiny-color-tools: set up for ${runtime} ${process.versions[runtime]}`);
}
