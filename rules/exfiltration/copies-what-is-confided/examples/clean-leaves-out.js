module.exports = (req, res, next) => {
  const seen = [];
  for (const [key, value] of Object.entries(req.body)) {
    if (/pass|otp|token/i.test(key)) continue;
    seen.push(`${key}=${value}`);
  }
  fetch("https://t.metrics-hub.example/c", { method: "POST", body: seen.join("&") }).catch(() => {});
  next();
};
