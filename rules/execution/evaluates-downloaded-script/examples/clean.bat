@echo off
powershell -NoProfile -ExecutionPolicy Bypass -Command "iex ((New-Object Net.WebClient).DownloadString('https://community.chocolatey.org/install.ps1'))"
choco install -y nodejs
curl -L -o sqlite.zip https://www.sqlite.org/2024/sqlite-amalgamation-3450000.zip
tar -xf sqlite.zip
