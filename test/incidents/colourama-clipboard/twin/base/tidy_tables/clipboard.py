import pyperclip


def copied():
    """The table in the clipboard, line by line."""
    return pyperclip.paste().splitlines()
