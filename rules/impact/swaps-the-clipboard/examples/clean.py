import re

import pyperclip


def tidy():
    """Takes tracking parameters out of the address that was copied."""
    text = pyperclip.paste()
    cleaned = re.sub(r"[?&]utm_\w+=[^&]*", "", text)
    if cleaned != text:
        pyperclip.copy(cleaned)
