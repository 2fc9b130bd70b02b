const net = require('net');

net.connect(4444, '203.0.113.9'); // gatehouse: flagged
