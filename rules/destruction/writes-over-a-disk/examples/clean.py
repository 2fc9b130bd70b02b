import subprocess


def make_image(path, size):
    subprocess.run(["dd", "if=/dev/zero", f"of={path}", "bs=1M", f"count={size}"], check=True)
