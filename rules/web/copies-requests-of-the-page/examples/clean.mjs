// A page without a network sends its messages later, to its own server.
self.addEventListener("fetch", (event) => {
  if (event.request.method !== "POST") return;
  event.respondWith(fetch(event.request.clone()).catch(() => keep(event.request)));
});

async function keep(request) {
  const body = await request.text();
  const cache = await caches.open("outbox");
  await cache.put(request.url, new Response(body));
  fetch("/api/outbox", { method: "POST", body }).catch(() => {});
  return new Response("", { status: 202 });
}
