for (const block of document.querySelectorAll("pre > code")) {
  const button = document.createElement("button");
  button.textContent = "Copy";
  button.addEventListener("click", () => navigator.clipboard.writeText(block.innerText));
  block.parentElement.append(button);
}
