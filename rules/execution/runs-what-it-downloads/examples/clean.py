import json
import urllib.request

with urllib.request.urlopen("https://api.example.invalid/rules.json") as response:
    RULES = json.loads(response.read())
