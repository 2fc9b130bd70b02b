const input = document.querySelector('#search');
document.addEventListener('keydown', (event) => {
  if (event.key === '/') input.focus();
});
