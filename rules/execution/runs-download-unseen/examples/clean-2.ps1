$server = Start-Process node -ArgumentList "server.js" -WindowStyle Hidden -PassThru
Invoke-WebRequest "http://localhost:3000/health" -OutFile health.txt
Stop-Process $server
