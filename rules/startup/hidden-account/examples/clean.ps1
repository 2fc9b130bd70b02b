New-Item -Path 'HKCU:\Software\Example\Tool' -Force
Set-ItemProperty -Path 'HKCU:\Software\Example\Tool' -Name Theme -Value dark
