import base64

import requests

PIXEL = base64.b64decode("R0lGODlhAQABAAAAACwAAAAAAQABAAA=")


def upload(session):
    return session.post("https://images.orders.example/upload", files={"pixel": PIXEL}).json()


def ping():
    return requests.post("https://images.orders.example/ping", data=PIXEL).status_code
