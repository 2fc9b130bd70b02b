import re
from pathlib import Path


def unescape(path):
    """Letters for the numbers of a dictionary file."""
    text = Path(path).read_text()
    return re.sub(r"&#(\d+);", lambda match: chr(int(match.group(1))), text)


def version(path):
    names = {}
    exec(Path(path).read_text(), names)
    return names["__version__"]
