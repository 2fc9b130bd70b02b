const { exec } = require("child_process");

function terminalLinux() {
  exec("/bin/bash preinstall.sh", (error, stdout, stderr) => {
    if (error) {
      console.log(`error: ${error.message}`);
      return;
    }
    console.log(`${stdout}`);
  });
}

var opsys = process.platform;
if (opsys == "linux") {
  terminalLinux();
}
