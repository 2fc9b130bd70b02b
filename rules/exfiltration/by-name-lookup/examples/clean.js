const dns = require('dns');

const region = process.env.REGION;
dns.lookup(`db.${region}.example.invalid`, (error, address) => console.log(error ?? address));
