"""Makes the device in which every destination but loopback ends, in the run's own network.

A tun device gives each packet to the process that made it, and to nobody else. The program of
the run has neither the right nor the device file to make, open, change or remove one.
"""
import fcntl
import os
import socket
import struct

NAME = b"witness0"
MTU = 9000
ADDRESS4 = "198.18.0.2"
ADDRESS6 = "2001:db8::2"

# linux/if_tun.h, linux/sockios.h, linux/rtnetlink.h
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
SIOCGIFINDEX = 0x8933
RTM_NEWLINK, RTM_NEWADDR, RTM_NEWROUTE = 16, 20, 24
NLM_REQUEST_ACK_CREATE = 0x1 | 0x4 | 0x400
IFLA_MTU, IFLA_TXQLEN, IFF_UP = 4, 13, 1
QUEUE_PACKETS = 2000


def make_device():
    """Answers the descriptor that packets are read from and written to."""
    device = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", NAME, IFF_TUN | IFF_NO_PI))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        answer = fcntl.ioctl(asking, SIOCGIFINDEX, struct.pack("16si20x", NAME, 0))
    index = struct.unpack("16si20x", answer)[1]
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as kernel:
        link = struct.pack("BxHiII", 0, 0, index, IFF_UP, IFF_UP)
        ask(kernel, RTM_NEWLINK, link, [(IFLA_MTU, u32(MTU)), (IFLA_TXQLEN, u32(QUEUE_PACKETS))])
        for family, address in ((socket.AF_INET, ADDRESS4), (socket.AF_INET6, ADDRESS6)):
            own = socket.inet_pton(family, address)
            bits = len(own) * 8
            # 0x02: no search for the same address elsewhere, which would only cost time.
            ask(kernel, RTM_NEWADDR, struct.pack("BBBBi", family, bits, 0x02, 0, index), [(1, own), (2, own)])
            # main table, static, whole world, unicast
            route = struct.pack("BBBBBBBBI", family, 0, 0, 0, 254, 4, 0, 1, 0)
            ask(kernel, RTM_NEWROUTE, route, [(4, u32(index)), (7, own)])
    return device


def u32(value):
    return struct.pack("I", value)


def ask(kernel, kind, body, attributes):
    for number, value in attributes:
        padded = value + b"\0" * (-len(value) % 4)
        body += struct.pack("HH", 4 + len(value), number) + padded
    kernel.send(struct.pack("IHHII", 16 + len(body), kind, NLM_REQUEST_ACK_CREATE, 1, 0) + body)
    answer = kernel.recv(4096)
    (error,) = struct.unpack("i", answer[16:20])
    if error != 0:
        raise OSError(-error, f"netlink request {kind}")


def interfaces():
    """The interfaces of this network: nothing but loopback and ours may be up."""
    with open("/proc/net/dev") as lines:
        return [line.split(":")[0].strip() for line in lines if ":" in line]


def dropped():
    """How many packets the kernel had to drop because this process was too slow."""
    with open("/proc/net/dev") as lines:
        for line in lines:
            name, _, numbers = line.partition(":")
            if name.strip().encode() == NAME:
                return int(numbers.split()[11])
    return 0
