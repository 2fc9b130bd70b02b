"""The recorder of one run. It is told what to search for in one line, says "ready", and answers
the next line with all that it saw. Python's smallest package has no module for JSON: what it is
told, JSON of texts, is Python's own notation as well. It gives up every right before it hears the first packet."""
import ast
import os
import select
import sys

import decoys
import device
from packets import World
from search import Needles
from seen import Seen

USER = 10_002
SANDBOX_USER = 10_001
PACKET_BYTES = 65_536
BATCH = 256


def main():
    order = ast.literal_eval(sys.stdin.readline())
    held = decoys.place("/home/sandbox", SANDBOX_USER, order["files"])
    tun = device.make_device()
    os.setgroups([])
    os.setgid(USER)
    os.setuid(USER)
    os.set_blocking(tun, False)
    seen = Seen(Needles(order["canaries"]))
    world = World(seen, tun)
    print("ready", *(os.fstat(descriptor).st_ino for _, descriptor in held), flush=True)
    while True:
        readable, _, _ = select.select([tun, sys.stdin], [], [], 0.25)
        drain(tun, world)
        world.tick()
        if sys.stdin in readable:
            break
    # What was sent before the end is in the queue already.
    drain(tun, world, most=1 << 20)
    world.close()
    lost = {"dropped": device.dropped(), "evicted": seen.evicted, "more": seen.more}
    reads = decoys.reads(held)
    told = {"reads": reads, "sent": seen.report(), "lost": lost, "interfaces": device.interfaces()}
    print(as_json(told), flush=True)


def as_json(value):
    """JSON of what there is here: numbers, lists, and text that is printable ASCII already."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{as_json(key)}:{as_json(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(as_json(one) for one in value) + "]"
    if isinstance(value, int):
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def drain(tun, world, most=BATCH):
    for _ in range(most):
        try:
            packet = os.read(tun, PACKET_BYTES)
        except BlockingIOError:
            return
        world.packet(packet)


if __name__ == "__main__":
    main()
