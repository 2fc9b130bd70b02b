"""Reads and writes tables."""

from .reader import read

__all__ = ["read"]
__version__ = "2.3.0"


def _accelerated():
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("tidy-tables-native")
    except PackageNotFoundError:
        return None


NATIVE = _accelerated()
