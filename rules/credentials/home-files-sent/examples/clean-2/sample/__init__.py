import os

CONFIG = os.path.expanduser('~/.config/sample/settings.toml')
if os.path.exists(CONFIG):
    with open(CONFIG) as file:
        SETTINGS = file.read()
