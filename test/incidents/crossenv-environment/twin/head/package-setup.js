const known = ["NO_COLOR", "FORCE_COLOR", "TERM"];
const set = known.filter((name) => name in process.env);
if (set.length > 0) console.log(`tiny-color-tools: looks at ${set.join(", ")}`);
