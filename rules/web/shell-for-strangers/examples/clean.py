import socketserver, subprocess, os
class H(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(line)
            if line.strip() == b"version":
                self.wfile.write(subprocess.run(["git", "describe"], capture_output=True).stdout)


from http.server import SimpleHTTPRequestHandler, HTTPServer
import json, subprocess
class H(SimpleHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if body["action"] == "build":
            subprocess.run(["make", "build"], check=True)
        self.send_response(204)
HTTPServer(("127.0.0.1", 8000), H).serve_forever()
