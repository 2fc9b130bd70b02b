// Telling a chat channel that a build is done sends the build's own words.
const text = "The nightly build is done.";
await fetch("https://hooks.slack.com/services/T000/B000/XXXX", {
  method: "POST",
  body: JSON.stringify({ text }),
});
