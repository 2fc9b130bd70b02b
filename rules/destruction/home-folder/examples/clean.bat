@echo off
rd /s /q build
del /f /q *.obj "%TEMP%\app-build\*.*"
for /d /r . %%d in (bin,obj) do @if exist "%%d" rd /s /q "%%d"
rd /s /q "%USERPROFILE%\.app\cache"
