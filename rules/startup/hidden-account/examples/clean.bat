@echo off
reg add "HKCU\Software\Example\Tool" /v Theme /t REG_SZ /d dark /f
