import requests
from pynput import keyboard


def listen(session):
    def pressed(key):
        if key == keyboard.Key.f9:
            session.post("https://api.acme.example/v1/dictations", json={"start": True})

    keyboard.Listener(on_press=pressed).start()


def upload(path):
    return requests.post("https://api.acme.example/v1/pictures", files={"file": open(path, "rb")})
