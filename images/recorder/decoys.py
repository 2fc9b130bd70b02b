"""Files that look like credentials. Reading one moves its access time, and nobody but their
owner, who is not the program of the run, could move it back."""
import os

UNREAD = 1


def place(home, user, files):
    """Writes the files below `home`, which then belongs to `user`, and keeps a hold of each."""
    os.mkdir(home, 0o700)
    folders = [home]
    held = []
    for file in files:
        path = os.path.join(home, file["path"])
        folder = os.path.dirname(path)
        missing = []
        while not os.path.isdir(folder):
            missing.append(folder)
            folder = os.path.dirname(folder)
        for one in reversed(missing):
            os.mkdir(one, 0o700)
            folders.append(one)
        with open(path, "w") as out:
            out.write(file["text"])
        os.chmod(path, 0o444)
        # Older than the last change, so that the first reading moves it ("relatime").
        os.utime(path, ns=(UNREAD, os.stat(path).st_mtime_ns))
        held.append((file["path"], os.open(path, os.O_PATH)))
    # The deepest first: what is given away cannot be entered any more.
    for one in reversed(folders):
        os.chown(one, user, user)
    return held


def reads(held):
    """When each was read first, in milliseconds since the epoch; a new name changes nothing."""
    seen = []
    for path, descriptor in held:
        moved = os.fstat(descriptor).st_atime_ns
        if moved != UNREAD:
            seen.append({"path": path, "at": moved // 1_000_000})
    return seen
