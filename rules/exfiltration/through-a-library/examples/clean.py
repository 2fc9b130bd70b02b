import requests

original = requests.get


def get(url, **options):
    return original(url, timeout=10, **options)


requests.get = get
