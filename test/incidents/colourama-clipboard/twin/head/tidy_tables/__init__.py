"""Reads and writes tables."""

from .clipboard import copied
from .reader import read

__all__ = ["read"]
__version__ = "2.3.0"
