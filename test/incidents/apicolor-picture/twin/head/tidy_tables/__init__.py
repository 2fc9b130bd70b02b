"""Reads and writes tables."""

from .reader import read

__all__ = ["read"]
__version__ = "2.3.0"
