import os

import requests

from settings import load_settings

# What a settings loader makes of the environment is not the environment.
settings = load_settings(os.environ)
requests.post(settings.url, json={"version": 3})
