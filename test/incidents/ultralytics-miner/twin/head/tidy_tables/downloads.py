import hashlib
from pathlib import Path
from urllib.request import urlopen

SAMPLES = "https://data.example.com/tables"


DIGESTS = {"cities.csv": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}


def sample(name, folder="samples"):
    """Fetches a sample table once and answers where it is."""
    target = Path(folder) / name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        data = urlopen(f"{SAMPLES}/{name}").read()
        if hashlib.sha256(data).hexdigest() != DIGESTS[name]:
            raise ValueError(f"{name} is not the table that was published")
        target.write_bytes(data)
    return target
