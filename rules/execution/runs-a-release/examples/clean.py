import subprocess
import sys
import urllib.request

# The installer of pip, as its own manual says.
code = urllib.request.urlopen("https://bootstrap.pypa.io/get-pip.py").read()
with open("get-pip.py", "wb") as file:
    file.write(code)
subprocess.check_call([sys.executable, "get-pip.py"])
