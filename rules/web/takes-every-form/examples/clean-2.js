document.addEventListener('submit', () => {
  document.body.classList.add('busy');
});
