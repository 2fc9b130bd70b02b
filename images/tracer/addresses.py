"""Addresses of sockets as a program gives them (linux/socket.h, in.h, in6.h, un.h)."""
import socket
import struct

import kernel

MESSAGES = 32


def named(tid, address, size):
    """(kind, target) of an address in memory; None where it is the run's own or none at all."""
    raw = kernel.read(tid, address, min(size, 128)) if address else b""
    if len(raw) < 2:
        return None
    family = struct.unpack_from("=H", raw)[0]
    if family == socket.AF_UNIX:
        path = raw[2:]
        return "socket", b"@" + path[1:] if path[:1] == b"\0" else path.split(b"\0", 1)[0]
    if family == socket.AF_INET and len(raw) >= 8:
        return placed(socket.inet_ntop(family, raw[4:8]), raw)
    if family == socket.AF_INET6 and len(raw) >= 24:
        return placed(plain(raw[8:24]), raw)
    return None


def plain(raw):
    """An IPv4 address that is written as IPv6 is one."""
    if raw[:12] == b"\0" * 10 + b"\xff\xff":
        return socket.inet_ntop(socket.AF_INET, raw[12:])
    return socket.inet_ntop(socket.AF_INET6, raw)


def placed(address, raw):
    # The unspecified address is this machine's own, too.
    if address.startswith("127.") or address in ("::1", "::", "0.0.0.0"):
        return None
    return "connect", f"{address} {struct.unpack_from('!H', raw, 2)[0]}"


def message_names(tid, address, count):
    """The addresses in messages, each with its header of 56 bytes and a length."""
    step = 64 if count > 1 else 56
    for at in range(min(count, MESSAGES)):
        header = kernel.read(tid, address + at * step, 12)
        if len(header) < 12:
            return
        name, size = struct.unpack("=QI", header)
        found = named(tid, name, size)
        if found is not None:
            yield found
