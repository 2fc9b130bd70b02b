import socket
import subprocess

s = socket.create_connection(("daemon.example.invalid", 9000))
print(s.recv(1024).decode())
subprocess.run(["git", "describe"])
