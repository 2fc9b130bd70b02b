self.addEventListener("fetch", (event) => {
  const copy = caches.open("pages-v2").then(async (cache) => {
    const answer = await fetch(event.request);
    await cache.put(event.request, answer.clone());
    return answer;
  });
  event.respondWith(copy);
  event.waitUntil(copy);
});
