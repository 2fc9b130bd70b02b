"""Sounds that the command line plays."""

import wave
from pathlib import Path

RING = Path(__file__).parent / "ring.wav"


def seconds(path=RING):
    with wave.open(str(path), "rb") as sound:
        return sound.getnframes() / sound.getframerate()
