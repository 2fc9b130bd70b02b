"""Takes IP packets apart and answers as whatever host was meant.

The kernel on the other side is honest: the program of the run has no raw socket, so what comes
is what its kernel would send to a real host. Packets are lost only where the queue overflowed.
"""
import os
import socket
import struct
import time
from collections import OrderedDict

from conversation import Conversation, readable, host_text
from search import Stream

MOST_FLOWS = 4096
MOST_NAMES = 16_000
QUIET_SECONDS = 2
FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16
# Reserved to exist nowhere (RFC 6761); a test that expects a failure gets one.
NOWHERE = ("invalid", "test", "localhost", "local")


class Names:
    """The only name server: each name gets an address of its own, so that what follows is known."""

    def __init__(self):
        self.by_name = {}
        self.by_address = {}

    def name_of(self, address):
        return self.by_address.get(address)

    def address_for(self, name):
        if name not in self.by_name and len(self.by_name) < MOST_NAMES:
            number = len(self.by_name) + 1
            address = f"198.19.{number >> 8}.{number & 255}"
            self.by_name[name] = address
            self.by_address[address] = name
        return self.by_name.get(name, "198.19.255.254")

    def answer(self, query, seen, searched=True):
        """Answers a DNS message (RFC 1035, 4) and notes what was asked; None when it is none."""
        if len(query) < 17:
            return None
        labels, at = [], 12
        while at < len(query) and query[at] != 0:
            size = query[at]
            if size > 63 or len(labels) > 127:
                return None
            labels.append(readable(query[at + 1:at + 1 + size]))
            at += 1 + size
        question = query[12:at + 5]
        if len(question) < at + 5 - 12:
            return None
        kind = int.from_bytes(query[at + 1:at + 3], "big")
        name = host_text(".".join(labels).lower()[:253])
        entry = seen.attempt("dns", "", 53, name, "dns", "")
        parent = ".".join(labels[-2:]).lower()
        # Labels without their dots, one query after the other: a token that is cut into labels.
        rest = "".join(labels[:-2]).encode()
        seen.payload(entry, [seen.joined_stream(("dns", parent))], rest)
        seen.payload(entry, [seen.joined_stream(("dns-lower", parent))], rest.lower())
        if labels and labels[-1].lower() in NOWHERE:
            return query[:2] + struct.pack("!HHHHH", 0x8583, 1, 0, 0, 0) + question
        if kind != 1:
            return query[:2] + struct.pack("!HHHHH", 0x8580, 1, 0, 0, 0) + question
        record = b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 5, 4) + socket.inet_aton(self.address_for(name))
        return query[:2] + struct.pack("!HHHHH", 0x8580, 1, 1, 0, 0) + question + record


class Flow:
    def __init__(self, talk, expected, ours):
        self.talk, self.expected, self.ours = talk, expected, ours
        self.touched = time.monotonic()
        self.finished = False


class World:
    """Everything that is not loopback."""

    def __init__(self, seen, device):
        self.seen, self.device = seen, device
        self.names = Names()
        self.flows = OrderedDict()

    def packet(self, packet):
        if len(packet) < 20:
            return
        version = packet[0] >> 4
        if version == 4:
            size = (packet[0] & 15) * 4
            offset = int.from_bytes(packet[6:8], "big") & 0x1FFF
            protocol, source, target = packet[9], packet[12:16], packet[16:20]
            body = packet[size:int.from_bytes(packet[2:4], "big")]
        elif version == 6 and len(packet) >= 40:
            protocol, source, target = packet[6], packet[8:24], packet[24:40]
            body, offset = packet[40:], 0
            if protocol == 44 and len(body) >= 8:
                offset = int.from_bytes(body[2:4], "big") >> 3
                protocol, body = body[0], body[8:]
        else:
            return
        if is_noise(version, protocol, body):
            return
        if offset == 0 and protocol == 6 and len(body) >= 20:
            self.tcp(source, target, body)
        elif offset == 0 and protocol == 17 and len(body) >= 8:
            self.udp(source, target, body)
        else:
            self.other(target, protocol, body, offset)

    def udp(self, source, target, body):
        address = text_of(target)
        from_port, port = struct.unpack("!HH", body[:4])
        data = body[8:]
        answer = self.names.answer(data, self.seen) if port == 53 else None
        if answer is not None:
            packet = struct.pack("!HHHH", port, from_port, 8 + len(answer), 0) + answer
            self.send(target, source, 17, packet, 6)
            return
        self.told("udp", address, port, data)

    def other(self, target, protocol, body, offset):
        names = {1: "icmp", 58: "icmp", 17: "udp", 6: "tcp"}
        kind = names.get(protocol, f"ip-{protocol}")
        self.told(kind, text_of(target), 0, body)

    def told(self, protocol, address, port, data):
        name = self.names.name_of(address)
        entry = self.seen.attempt(protocol, address, port, name)
        self.seen.payload(entry, [self.seen.joined_stream((protocol, address))], data)

    def tcp(self, source, target, body):
        from_port, port, number, _, offset, flags = struct.unpack("!HHIIBB", body[:14])
        data = body[(offset >> 4) * 4:]
        key = (source, from_port, target, port)
        if flags & RST:
            self.forget(key)
            return
        if flags & SYN:
            self.forget(key)
            self.open(key, number)
            return
        flow = self.flows.get(key)
        if flow is None:
            if data or flags & FIN:
                self.segment(key, 0, (number + len(data)) & 0xFFFFFFFF, RST | ACK)
            return
        self.flows.move_to_end(key)
        flow.touched = time.monotonic()
        behind = (flow.expected - number) & 0xFFFFFFFF
        if behind >= 0x80000000 or behind > len(data):
            # Something before it was lost: it comes again.
            if data:
                self.segment(key, flow.ours, flow.expected, ACK)
            return
        fresh = data[behind:]
        flow.expected = (flow.expected + len(fresh)) & 0xFFFFFFFF
        reply, done = flow.talk.feed(fresh) if fresh else (b"", False)
        if flags & FIN:
            flow.expected = (flow.expected + 1) & 0xFFFFFFFF
            done = True
        if fresh or flags & FIN:
            self.segment(key, flow.ours, flow.expected, ACK)
        if reply and not flow.finished:
            self.segment(key, flow.ours, flow.expected, ACK | PSH, reply)
            flow.ours = (flow.ours + len(reply)) & 0xFFFFFFFF
        if done:
            self.finish(key, flow)
        if flags & FIN:
            self.forget(key)

    def open(self, key, number):
        if len(self.flows) >= MOST_FLOWS:
            oldest = next(iter(self.flows))
            self.seen.evicted += 1
            flow = self.flows[oldest]
            self.segment(oldest, flow.ours, flow.expected, RST | ACK)
            self.forget(oldest)
        ours = int.from_bytes(os.urandom(4), "big")
        talk = Conversation(self.seen, self.names, text_of(key[2]), key[3])
        self.flows[key] = Flow(talk, (number + 1) & 0xFFFFFFFF, (ours + 1) & 0xFFFFFFFF)
        self.segment(key, ours, (number + 1) & 0xFFFFFFFF, SYN | ACK)

    def forget(self, key):
        flow = self.flows.pop(key, None)
        if flow is not None:
            flow.talk.end()

    def finish(self, key, flow):
        if flow.finished:
            return
        flow.finished = True
        self.segment(key, flow.ours, flow.expected, FIN | ACK)
        flow.ours = (flow.ours + 1) & 0xFFFFFFFF

    def tick(self):
        """Ends what has become quiet, so that a program that waits for an answer goes on."""
        limit = time.monotonic() - QUIET_SECONDS
        for key, flow in list(self.flows.items()):
            if flow.touched > limit:
                break
            flow.talk.end()
            self.finish(key, flow)

    def close(self):
        for key in list(self.flows):
            self.forget(key)

    def segment(self, key, number, acknowledged, flags, data=b""):
        source, from_port, target, port = key
        options = struct.pack("!BBH", 2, 4, 8900) if flags & SYN else b""
        offset = (20 + len(options)) // 4 << 4
        body = struct.pack("!HHIIBBHHH", port, from_port, number, acknowledged, offset, flags, 65535, 0, 0)
        self.send(target, source, 6, body + options + data, 16)

    def send(self, source, target, protocol, body, checksum_at):
        pseudo = source + target + struct.pack("!II", len(body), protocol)
        total = checksum(pseudo + body) or 0xFFFF
        body = body[:checksum_at] + struct.pack("!H", total) + body[checksum_at + 2:]
        if len(source) == 4:
            head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(body), 0, 0, 64, protocol, 0) + source + target
            head = head[:10] + struct.pack("!H", checksum(head)) + head[12:]
        else:
            head = struct.pack("!IHBB", 6 << 28, len(body), protocol, 64) + source + target
        try:
            os.write(self.device, head + body)
        except OSError:
            # The kernel refuses an answer from an address that cannot be; the attempt is noted.
            pass


def is_noise(version, protocol, body):
    """What kernels send by themselves: group membership, and the search for routers."""
    if version == 4:
        return protocol == 2
    return protocol == 0 or (protocol == 58 and body[:1] and 130 <= body[0] <= 143)


def text_of(address):
    return socket.inet_ntop(socket.AF_INET if len(address) == 4 else socket.AF_INET6, address)


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF
