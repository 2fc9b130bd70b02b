import subprocess

subprocess.run(["bash", "-c", "until exec 3<>/dev/tcp/db.test.example/5432; do sleep 1; done"])
