"""Sounds that the command line plays."""

from pathlib import Path

RING = Path(__file__).parent / "ring.wav"
