const number = document.getElementById('cardNumber');
await fetch('https://api.stripe.com/v1/tokens', { method: 'POST', body: number.value });
