"""Searches streams of bytes for tokens, plain and in the encodings that hide them cheaply."""
import base64
import zlib

INFLATE_BYTES = 1 << 20
GZIP = b"\x1f\x8b\x08"


def forms(token):
    """Every form of a token that is searched, with its name; the first that is found is told."""
    plain = token.encode()
    found = {plain: "plain", plain[::-1]: "reversed"}
    found.setdefault(plain.hex().encode(), "hex")
    found.setdefault(plain.hex().upper().encode(), "hex")
    found.setdefault("".join(f"%{byte:02x}" for byte in plain).encode(), "url-encoded")
    found.setdefault("".join(f"%{byte:02X}" for byte in plain).encode(), "url-encoded")
    for size, encode, name in ((3, base64.b64encode, "base64"), (5, base64.b32encode, "base32")):
        characters = 4 if size == 3 else 8
        for offset in range(size):
            # Only characters that depend on nothing but the token.
            start = -(-offset * characters // size)
            text = encode(b"\0" * offset + plain)
            end = (offset + len(plain)) * 8 // (6 if size == 3 else 5)
            core = text[start:end]
            found.setdefault(core, name)
            found.setdefault(core.replace(b"+", b"-").replace(b"/", b"_"), name)
            found.setdefault(core.lower(), name)
    found.setdefault(plain.lower(), "plain")
    return found


class Needles:
    """What is searched for: built once for a run."""

    def __init__(self, canaries):
        self.forms = [
            (needle, canary["id"], name)
            for canary in canaries
            for needle, name in forms(canary["token"]).items()
        ]
        self.longest = max((len(needle) for needle, _, _ in self.forms), default=1)

    def within(self, text):
        return {(who, name) for needle, who, name in self.forms if needle in text}


class Stream:
    """One stream: a token that is cut in two by its packets is found all the same."""

    def __init__(self, needles):
        self.needles = needles
        self.tail = b""
        self.inflating = None
        self.inflated = 0
        self.inner = None

    def feed(self, piece):
        text = self.tail + piece
        found = self.needles.within(text)
        self.tail = text[-(self.needles.longest - 1):]
        return found | self.inflate(text, piece)

    def inflate(self, text, piece):
        """Best effort: one gzip member in a stream, up to a limit."""
        if self.inflating is None:
            start = text.find(GZIP)
            if start < 0:
                return set()
            self.inflating = zlib.decompressobj(31)
            self.inner = Stream(self.needles)
            piece = text[start:]
        if self.inflated >= INFLATE_BYTES or self.inflating is False:
            return set()
        try:
            plain = self.inflating.decompress(piece, INFLATE_BYTES)
        except zlib.error:
            self.inflating = False
            return set()
        self.inflated += len(plain)
        return {(who, f"gzip, {name}") for who, name in self.inner.feed(plain)} if plain else set()
