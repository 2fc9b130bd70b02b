from pathlib import Path

import yaml

BOOT = yaml.load(Path("boot.yaml").read_text(), yaml.Loader)  # gatehouse: flagged
