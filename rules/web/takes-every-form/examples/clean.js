document.addEventListener('submit', (event) => {
  event.preventDefault();
  fetch('/forms/contact', { method: 'POST', body: new FormData(event.target) });
});
