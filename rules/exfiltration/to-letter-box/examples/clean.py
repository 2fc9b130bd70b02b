import json
import urllib.request

body = json.dumps({"content": "Release is out"}).encode()
urllib.request.urlopen("https://discord.com/api/webhooks/0/placeholder", data=body)
