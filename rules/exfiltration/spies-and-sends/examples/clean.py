import sys
from pynput import keyboard
from PIL import ImageGrab


def bind(shortcuts):
    with keyboard.GlobalHotKeys(shortcuts) as listener:
        listener.join()


def shot(path):
    ImageGrab.grab().save(path or sys.argv[1])
