from pathlib import Path

import yaml


def load(path="settings.yml"):
    return yaml.load(Path(path).read_text(), Loader=yaml.FullLoader)
