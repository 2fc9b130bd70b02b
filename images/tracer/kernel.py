"""The few calls of the kernel that a tracer needs (man 2 ptrace, linux/ptrace.h, linux/capability.h)."""
import ctypes
import os
import struct

SEIZE, LISTEN, CONT, SYSCALL = 0x4206, 0x4208, 7, 24
GETEVENTMSG, GET_SYSCALL_INFO = 0x4201, 0x420E
O_SYSGOOD, O_FORK, O_VFORK, O_CLONE, O_EXEC, O_EXIT, O_SECCOMP, O_EXITKILL = 1, 2, 4, 8, 16, 64, 128, 1 << 20
EVENT_FORK, EVENT_VFORK, EVENT_CLONE, EVENT_EXEC, EVENT_EXIT, EVENT_SECCOMP, EVENT_STOP = 1, 2, 3, 4, 6, 7, 128
WALL = 0x40000000
# Whoever is started is traced too, and none of them goes on without its tracer.
FOLLOW = O_SYSGOOD | O_FORK | O_VFORK | O_CLONE | O_EXEC | O_SECCOMP | O_EXITKILL
ARCHITECTURES = {0xC000003E: "x86_64", 0xC00000B7: "aarch64"}

PR_SET_KEEPCAPS, CAP_SETUID, CAP_SYS_PTRACE, CAPABILITY_VERSION_3 = 8, 7, 19, 0x20080522

PIDFD_OPEN, PIDFD_GETFD = 434, 438

libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
libc.ptrace.restype = ctypes.c_long
libc.process_vm_readv.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong]
libc.process_vm_readv.restype = ctypes.c_ssize_t

PAGE = 4096
INFO_BYTES = 88
info = ctypes.create_string_buffer(INFO_BYTES)
message = ctypes.c_ulong()
memory = ctypes.create_string_buffer(2 * PAGE)


def ptrace(request, tid, address=0, data=0):
    """False when the thread is not there any more, or not stopped: both are ends."""
    return libc.ptrace(request, tid, address, data) != -1


def event_message(tid):
    return message.value if ptrace(GETEVENTMSG, tid, 0, ctypes.addressof(message)) else 0


def call_of(tid):
    """(architecture, number, six arguments) of a call that our filter stopped; None for others."""
    if libc.ptrace(GET_SYSCALL_INFO, tid, INFO_BYTES, ctypes.addressof(info)) < INFO_BYTES - 4:
        return None
    operation, architecture = struct.unpack_from("=B3xI", info.raw, 0)
    if operation != 3:
        return None
    number, *arguments = struct.unpack_from("=7Q", info.raw, 24)
    return ARCHITECTURES.get(architecture), number, arguments


def result_of(tid):
    """What a call answered at its end; None when it is not at one."""
    if libc.ptrace(GET_SYSCALL_INFO, tid, INFO_BYTES, ctypes.addressof(info)) < 33 or info.raw[0] != 2:
        return None
    return struct.unpack_from("=q", info.raw, 24)[0]


def read(tid, address, most):
    """Memory of a thread, less where its end comes first; empty when there is none."""
    got = b""
    while len(got) < most:
        at = address + len(got)
        # Up to the next page: a reading that touches a missing page answers nothing of it.
        size = min(most - len(got), PAGE - at % PAGE)
        local = struct.pack("=QQ", ctypes.addressof(memory), size)
        remote = struct.pack("=QQ", at & (2**64 - 1), size)
        done = libc.process_vm_readv(tid, local, 1, remote, 1, 0)
        if done <= 0:
            break
        got += memory.raw[:done]
    return got


def text(tid, address, most=PAGE):
    """A text that ends in NUL; what is longer than the kernel takes is cut."""
    if address == 0:
        return b""
    first = read(tid, address, 256)
    end = first.find(b"\0")
    if end < 0 and len(first) == 256:
        first = read(tid, address, most)
        end = first.find(b"\0")
    return first if end < 0 else first[:end]


def become(user, looks_as):
    """Gives up root and every right but that to look into processes. Links below /proc are for
    the user of a process alone, so files are looked at as that user; whom one may send a signal
    or look into is not decided by it."""
    libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)
    keep(1 << CAP_SYS_PTRACE | 1 << CAP_SETUID)
    libc.setfsuid(looks_as)
    if libc.setfsuid(looks_as) != looks_as:
        raise OSError("setfsuid")
    keep(1 << CAP_SYS_PTRACE)


def descriptor_of(tid, leader, number):
    """A copy of what a thread has open, for one that made itself unreadable. Closed by the caller."""
    # PIDFD_THREAD, where the kernel has it: a thread may have descriptors of its own.
    held = libc.syscall(PIDFD_OPEN, tid, os.O_EXCL)
    if held < 0:
        held = libc.syscall(PIDFD_OPEN, leader, 0)
    if held < 0:
        raise OSError(ctypes.get_errno(), "pidfd_open")
    try:
        copy = libc.syscall(PIDFD_GETFD, held, number, 0)
        if copy < 0:
            raise OSError(ctypes.get_errno(), "pidfd_getfd")
        return copy
    finally:
        os.close(held)


def keep(rights):
    header = struct.pack("=Ii", CAPABILITY_VERSION_3, 0)
    if libc.capset(header, struct.pack("=6I", rights, rights, 0, 0, 0, 0)) != 0:
        raise OSError(ctypes.get_errno(), "capset")
