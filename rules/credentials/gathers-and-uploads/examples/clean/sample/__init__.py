import os

import requests


def login():
    with open(os.path.expanduser('~/.netrc')) as file:
        secret = file.read().split()[-1]
    return requests.get('https://github.com/login', auth=('', secret))
