import base64


def refresh():
    exec(base64.b64decode("cHJpbnQoJ2hlbGxvIHRoZXJlJyk="))  # gatehouse: flagged
