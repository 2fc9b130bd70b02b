"""One TCP conversation as the far end: learns whom the program wanted, and refuses politely.

Answers are final and quick, so that an honest program fails as fast as without a network.
"""
import re
import struct

from search import Stream

HEAD_BYTES = 16 * 1024
# handshake_failure (RFC 8446, 6.2)
TLS_ALERT = b"\x15\x03\x03\x00\x02\x02\x28"
HTTP = re.compile(rb"([A-Z]{3,10}) (\S{1,4096}) HTTP/1\.[01]\r\n")
METHOD = re.compile(rb"[A-Z]{1,10}( |$)")
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Conversation:
    def __init__(self, seen, names, address, port):
        self.seen, self.names = seen, names
        self.address, self.port = address, port
        self.name = names.name_of(address)
        self.entry = None
        self.head = b""
        self.kind = None
        self.body_left = None
        self.streams = [Stream(seen.needles), seen.joined_stream(("tcp", self.name or address))]

    def note(self, kind, detail="", name=None):
        """`name` is the program's own word, behind which another place must not hide."""
        if self.entry is None:
            name = host_text(name or "")
            place = self.name or self.address
            through = place if name and plain(name) != plain(place) else ""
            self.entry = self.seen.attempt("tcp", self.address, self.port, name or self.name, kind, detail, through)
            self.seen.payload(self.entry, self.streams, self.head)

    def feed(self, piece):
        """Answers (bytes to send, whether our side is done)."""
        if self.entry is not None:
            self.seen.payload(self.entry, self.streams, piece)
            return self.go_on(piece)
        self.head += piece
        if self.head[:2] == b"\x16\x03":
            return self.tls()
        if self.port == 53:
            return self.dns()
        if METHOD.match(self.head[:11]):
            return self.http()
        self.note("raw")
        return b"", False

    def end(self):
        """No more comes: what did not say what it is, is told as it is."""
        self.note("raw" if self.head else "connect")

    def go_on(self, piece):
        if self.kind != "http" or self.body_left is None:
            return b"", False
        if self.body_left >= 0:
            self.body_left = max(0, self.body_left - len(piece))
            done = self.body_left == 0
        else:
            done = piece.endswith(b"0\r\n\r\n")
        if done:
            self.body_left = None
            return NOT_FOUND, True
        return b"", False

    def tls(self):
        if len(self.head) < 5 or (len(self.head) < 5 + int.from_bytes(self.head[3:5], "big") and len(self.head) < HEAD_BYTES):
            return b"", False
        name = host_text(server_name(self.head) or "")
        self.note("tls", name, name)
        return TLS_ALERT, True

    def dns(self):
        if len(self.head) < 2:
            return b"", False
        size = int.from_bytes(self.head[:2], "big")
        if len(self.head) < 2 + size:
            return b"", False
        answer = self.names.answer(self.head[2:2 + size], self.seen)
        self.note("raw")
        return (struct.pack("!H", len(answer)) + answer if answer else b""), True

    def http(self):
        end = self.head.find(b"\r\n\r\n")
        if end < 0:
            if len(self.head) > HEAD_BYTES:
                self.note("raw")
            return b"", False
        line = HTTP.match(self.head)
        if line is None:
            self.note("raw")
            return b"", False
        fields = self.head[:end + 2]
        host = field(fields, b"host")
        detail = f"{line[1].decode()} {readable(line[2])}"
        self.kind = "http"
        body = len(self.head) - end - 4
        self.note("http", detail, host.rsplit(":", 1)[0] if host else None)
        size = field(fields, b"content-length")
        if size and size.isdigit() and len(size) < 16:
            self.body_left = max(0, int(size) - body)
        elif "chunked" in field(fields, b"transfer-encoding").lower():
            self.body_left = 0 if self.head.endswith(b"0\r\n\r\n") else -1
        else:
            self.body_left = 0
        if self.body_left == 0:
            self.body_left = None
            return NOT_FOUND, True
        expects = field(fields, b"expect").lower() == "100-continue"
        return (CONTINUE if expects else b""), False


def field(fields, name):
    found = re.search(rb"(?i)\r\n" + name + rb":[ \t]*([^\r\n]{0,500})", fields)
    return readable(found[1]).strip() if found else ""


def host_text(text):
    """A name in characters of names alone, so that none can pass for words of a report."""
    return re.sub(r"[^A-Za-z0-9._:\[\]-]", "?", text)


def plain(name):
    return name.strip("[].").lower()


def readable(text):
    return "".join(chr(byte) if 32 <= byte < 127 else "?" for byte in text)


def server_name(hello):
    """The name in a TLS ClientHello (RFC 6066, 3), or None. Never reads past the end."""
    try:
        at = 9 + 2 + 32
        at += 1 + hello[at]
        at += 2 + int.from_bytes(hello[at:at + 2], "big")
        at += 1 + hello[at]
        end = at + 2 + int.from_bytes(hello[at:at + 2], "big")
        at += 2
        while at + 4 <= min(end, len(hello)):
            kind, size = struct.unpack("!HH", hello[at:at + 4])
            if kind == 0:
                length = int.from_bytes(hello[at + 7:at + 9], "big")
                return readable(hello[at + 9:at + 9 + length])[:253] or None
            at += 4 + size
    except IndexError:
        return None
    return None
