import socket

link = socket.create_connection(('registry.example.invalid', 443))
print(link.recv(1024))
