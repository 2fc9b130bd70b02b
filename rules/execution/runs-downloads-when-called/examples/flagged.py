import requests


def load(name):
    exec(requests.get("https://plugins.example.invalid/" + name).text)  # gatehouse: flagged
