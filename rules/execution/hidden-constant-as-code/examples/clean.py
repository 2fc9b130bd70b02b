import base64
import json


def load(stored):
    return json.loads(base64.b64decode(stored))


def icon():
    return base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk")
