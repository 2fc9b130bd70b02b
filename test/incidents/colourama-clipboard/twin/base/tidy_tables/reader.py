import csv
from pathlib import Path


def read(path):
    """All rows of a table as dictionaries."""
    with Path(path).open(newline="") as handle:
        return list(csv.DictReader(handle))
