import socket

print(socket.gethostbyname(socket.gethostname()))
print(socket.gethostbyname('registry.example.invalid'))
