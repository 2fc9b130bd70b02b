async function share(text) {
  const answer = await fetch("https://pastebin.com/api/api_post.php", { method: "POST", body: text });
  return answer.text();
}

const area = new Function("w", "h", "return w * h");
module.exports = { share, area };
