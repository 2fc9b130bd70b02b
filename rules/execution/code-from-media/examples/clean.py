import subprocess

raw = open("ring.wav", "rb").read()
subprocess.run(["ffmpeg", "-i", "-", "ring.mp3"], input=raw)
