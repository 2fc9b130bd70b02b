import csv
import os
from pathlib import Path

SEPARATOR = os.environ.get("TIDY_TABLES_SEPARATOR", ",")


def read(path):
    """All rows of a table as dictionaries."""
    with Path(path).open(newline="") as handle:
        return list(csv.DictReader(handle, delimiter=SEPARATOR))
