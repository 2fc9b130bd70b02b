const net = require('net');

net.connect(80, '192.0.2.1').setTimeout(10);
