// Sends no header that says where somebody came from.
chrome.webRequest.onBeforeSendHeaders.addListener(
  (details) => ({
    requestHeaders: details.requestHeaders.filter((header) => header.name !== "Referer"),
  }),
  { urls: ["<all_urls>"] },
  ["blocking", "requestHeaders"],
);
