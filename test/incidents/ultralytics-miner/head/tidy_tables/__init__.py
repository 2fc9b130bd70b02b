"""Reads and writes tables."""

from .downloads import sample
from .reader import read

__all__ = ["read", "sample"]
__version__ = "2.3.0"
