"""What was seen, by destination: bounded, whatever a program does."""
import time
from collections import OrderedDict

from search import Stream

MOST_DESTINATIONS = 400
MOST_STREAMS = 1024
DETAIL = 200


class Seen:
    def __init__(self, needles):
        self.needles = needles
        self.destinations = {}
        self.more = 0
        self.evicted = 0
        self.joined = OrderedDict()

    def attempt(self, protocol, address, port, name, kind="raw", detail="", through=""):
        """Notes one attempt and answers its entry. `through` is where it went, if not to `name`."""
        key = (protocol, name or address, port, kind, detail[:DETAIL], through)
        entry = self.destinations.get(key)
        now = int(time.time() * 1000)
        if entry is None:
            if len(self.destinations) >= MOST_DESTINATIONS:
                self.more += 1
                # An overflow still counts what leaves, in one entry for all of it.
                key = ("any", "other destinations", 0, "raw", "", "")
                entry = self.destinations.get(key)
                protocol, address, port, name, kind, detail = "any", "", 0, "other destinations", "raw", ""
                through = ""
        if entry is None:
            entry = self.destinations[key] = {
                "protocol": protocol, "address": address, "port": port, "name": (name or "")[:DETAIL + 60],
                "kind": kind, "detail": detail[:DETAIL], "through": through, "count": 0, "bytes": 0,
                "firstAt": now, "lastAt": now, "decoys": {},
            }
        entry["count"] += 1
        entry["lastAt"] = now
        return entry

    def payload(self, entry, streams, piece):
        """Searches a piece in each of its streams."""
        entry["bytes"] += len(piece)
        entry["lastAt"] = int(time.time() * 1000)
        for stream in streams:
            for who, form in stream.feed(piece):
                entry["decoys"].setdefault(who, form)

    def joined_stream(self, key):
        """One stream for all that goes to one place, so that many small sendings add up."""
        stream = self.joined.get(key)
        if stream is None:
            stream = self.joined[key] = Stream(self.needles)
            if len(self.joined) > MOST_STREAMS:
                self.joined.popitem(last=False)
        else:
            self.joined.move_to_end(key)
        return stream

    def report(self):
        sent = []
        for entry in self.destinations.values():
            decoys = [{"id": who, "form": form} for who, form in sorted(entry["decoys"].items())]
            sent.append({**entry, "decoys": decoys})
        return sent
