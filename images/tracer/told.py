"""What is told, a line of JSON for each thing, at once: the tracer ends with the run, so nothing
can be asked afterwards. Bounded, whatever a program does; what is not told is counted."""
import json
import sys
import time

MOST_EVENTS = 4000
MOST_NODES = 6000
MOST_BYTES = 3 * 1024 * 1024
TARGET = 600
COMMAND = 300


class Told:
    def __init__(self):
        self.known = set()
        self.events = self.nodes = self.bytes = self.lost = 0
        # A sending is told again after each reading of a decoy: its order matters.
        self.epoch = 0

    def say(self, thing):
        line = json.dumps(thing, ensure_ascii=True) + "\n"
        self.bytes += len(line)
        if self.bytes > MOST_BYTES:
            self.lost += 1
            return
        sys.stdout.write(line)
        sys.stdout.flush()

    def event(self, node, kind, target, outcome=0, **more):
        key = (node.id, kind, target, outcome == 0, self.epoch if kind == "connect" else 0)
        if key in self.known:
            return
        if self.events >= MOST_EVENTS:
            self.lost += 1
            return
        self.known.add(key)
        self.events += 1
        self.lineage(node)
        at = int(time.time() * 1000)
        self.say({"event": kind, "node": node.id, "target": readable(target, TARGET), "error": -outcome if outcome < 0 else 0, "at": at, **more})
        if kind == "decoy":
            self.epoch += 1

    def lineage(self, node):
        """Tells who a process is before what it did, its ancestors first."""
        line = []
        while node is not None and not node.told:
            line.append(node)
            node = node.parent
        for one in reversed(line):
            one.told = True
            if self.nodes >= MOST_NODES:
                self.lost += 1
                continue
            self.nodes += 1
            parent = one.parent.id if one.parent is not None else 0
            self.say({"node": one.id, "parent": parent, "pid": one.pid, "command": readable(one.command, COMMAND)})

    def end(self, started):
        sys.stdout.write(json.dumps({"end": True, "lost": self.lost, "started": started}) + "\n")
        sys.stdout.flush()


def readable(raw, most):
    """Bytes as text, each that is not printable ASCII as `\\xNN`, so that no line can be forged."""
    if isinstance(raw, str):
        raw = raw.encode("utf-8", "surrogateescape")
    return "".join(chr(byte) if 32 <= byte < 127 and byte != 92 else f"\\x{byte:02x}" for byte in raw[:most])[:most]
