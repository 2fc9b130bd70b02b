import requests


def load(name):
    return requests.get("https://plugins.example.invalid/" + name).json()
