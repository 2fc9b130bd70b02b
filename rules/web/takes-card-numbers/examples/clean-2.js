const number = document.getElementById('cardNumber');
number.addEventListener('blur', () => {
  number.classList.toggle('wrong', number.value.length < 12);
});
