import requests


def total(lines):
    return sum(line.price for line in lines)


def rates():
    return requests.get("https://api.stripe.com/v1/tax/calculations", timeout=10).json()
