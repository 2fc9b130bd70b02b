import os

import requests

URL = "https://api.telegram.org/bot%s/sendMessage" % os.environ["ALERT_BOT_TOKEN"]


def alert(text):
    requests.post(URL, json={"chat_id": os.environ["ALERT_CHAT_ID"], "text": text}, timeout=5)
