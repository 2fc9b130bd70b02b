import os
import socket

import requests


def alert(message):
    token = os.environ["TELEGRAM_BOT_TOKEN"]
    text = f"{socket.gethostname()}: {message}"
    url = f"https://api.telegram.org/bot{token}/sendMessage"
    requests.post(url, json={"chat_id": os.environ["TELEGRAM_CHAT_ID"], "text": text}, timeout=10).raise_for_status()
