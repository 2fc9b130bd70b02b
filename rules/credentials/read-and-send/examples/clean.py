import os

import requests

# A client of a service sends that service its own key.
response = requests.get(
    "https://api.example.invalid/items",
    headers={"Authorization": "Bearer " + os.environ["SERVICE_API_KEY"]},
    timeout=10,
)
print(response.json())
