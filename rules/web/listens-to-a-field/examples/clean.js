const field = document.getElementById("search");

field.addEventListener("keyup", async (event) => {
  const answer = await fetch("https://api.shop.example/suggest?q=" + encodeURIComponent(event.target.value));
  show(await answer.json());
});

document.querySelector("form").addEventListener("submit", async (event) => {
  const answer = await fetch("https://api.shop.example/orders", { method: "POST", body: new FormData(event.target) });
  location.href = (await answer.json()).next;
});
