import base64
import os
import subprocess
import tempfile

import requests


def render(url, session):
    """Downloads a picture that an API answers in base64, and opens it in the viewer."""
    answer = requests.get("https://pictures.example.invalid/v1/today", timeout=5).json()
    place = os.path.join(tempfile.gettempdir(), session.name)
    with open(place, "wb") as out:
        out.write(base64.b64decode(answer["picture"]))
    subprocess.run(["xdg-open", place], check=False)
