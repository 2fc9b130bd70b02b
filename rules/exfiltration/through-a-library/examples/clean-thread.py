import threading
import time

import requests

original = requests.Session.send
seen = []


def send(self, request, **options):
    threading.Thread(target=note, args=(request.url, time.time()), daemon=True).start()
    return original(self, request, **options)


def note(url, at):
    seen.append((url, at))


requests.Session.send = send
