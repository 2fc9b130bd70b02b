"""Uploads the release; twine reads ~/.pypirc by itself."""
import glob
import subprocess

subprocess.run(["python", "-m", "build"], check=True)
subprocess.run(["twine upload " + " ".join(glob.glob("dist/*"))], shell=True, check=True)
