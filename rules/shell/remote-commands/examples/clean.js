const WebSocket = require('ws');
const { execFile } = require('child_process');

const socket = new WebSocket('ws://localhost:9000');
socket.on('message', () => execFile('npm', ['run', 'build']));
