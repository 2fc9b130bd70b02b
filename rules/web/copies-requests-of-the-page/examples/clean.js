// A worker at the edge sends requests on to the server and answers with what that says.
addEventListener("fetch", (event) => {
  event.respondWith(answer(event.request));
});

async function answer(request) {
  const url = new URL(request.url);
  const response = await fetch("https://origin.shop.example" + url.pathname, request);
  return new Response(response.body, response);
}
