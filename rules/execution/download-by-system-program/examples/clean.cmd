@echo off
rem The hash of what was downloaded is shown to whoever installs it.
curl -o setup.msi https://downloads.example.com/setup.msi
certutil -hashfile setup.msi SHA256
