$installer = Join-Path $env:TEMP "vendor-setup.exe"
Invoke-WebRequest "https://dl.example.invalid/vendor-setup.exe" -OutFile $installer
Start-Process -FilePath $installer -ArgumentList "/S" -Wait
