import subprocess


def review():
    subprocess.run(["claude", "-p", "say whether the tests read any credential files"])
