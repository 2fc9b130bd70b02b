import sys
from pathlib import Path

import requests

UPLOAD = "https://uploader.codecov.io/upload"


def upload(report):
    answer = requests.post(UPLOAD, data=Path(report).read_bytes(), timeout=30)
    answer.raise_for_status()


upload(sys.argv[1])
