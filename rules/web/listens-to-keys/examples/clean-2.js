document.querySelector('#query').addEventListener('input', async (event) => {
  const found = await fetch('/search?q=' + encodeURIComponent(event.target.value));
  console.log(await found.json());
});
