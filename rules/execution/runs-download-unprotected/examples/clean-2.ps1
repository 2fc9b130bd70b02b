Set-NetFirewallProfile -Profile Public -LogBlocked True
Invoke-WebRequest https://dl.example.invalid/data.zip -OutFile data.zip
