"""What the calls that the filter stops mean. Paths are what the kernel opened, where it opened
something: a text in a program's memory can be another one a moment later."""
import os
import re
import stat

import addresses
import kernel

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
# Folders that a run may write to; nothing in them is worth telling but the next.
OWN = (b"/workspace", b"/tmp", b"/var/tmp", b"/home/sandbox", b"/dependencies", b"/dev", b"/proc/self", b"/proc/thread-self")
STARTUP = re.compile(
    rb"^/home/sandbox/\.(bashrc|bash_profile|bash_login|bash_logout|profile|zshrc|zshenv|zprofile|zlogin|xprofile|xinitrc|pam_environment"
    rb"|ssh/(authorized_keys2?|rc|environment)|config/(autostart|systemd|fish|environment\.d)(/.*)?|local/share/systemd(/.*)?)$"
)
# What else a process has that it has in memory.
INSIDE = re.compile(rb"^/proc/(\d+)/(?:task/\d+/)?(environ|mem|maps|smaps|auxv|stack|syscall|pagemap|fd/.*|root/.*|cwd/.*)$")
CONTROL = re.compile(rb"(docker|containerd|crio|podman|buildkitd|libpod|systemd/private|dbus/system_bus_socket)[^/]*(\.sock)?$")

OPENS = {"open": (0, 1), "openat": (1, 2), "creat": (0, None), "openat2": (1, None)}
NAMES = {"rename": (1,), "renameat": (3,), "renameat2": (3,), "link": (1,), "linkat": (3,), "symlink": (1,), "symlinkat": (2,)}
FOLDERS = {"openat": 0, "openat2": 0, "renameat": 2, "renameat2": 2, "linkat": 2, "symlinkat": 1}


class Calls:
    def __init__(self, order, processes, told):
        self.names = order["calls"]
        self.decoys = {int(number): name for number, name in order["decoys"].items()}
        self.home = os.stat("/proc/1/root/home/sandbox").st_dev
        self.proc = os.stat("/proc/1/root/proc").st_dev
        self.processes, self.told = processes, told
        self.own = os.getpid()
        self.waiting = {}

    def stopped(self, tid):
        """Answers how the thread goes on: to the end of its call where that decides."""
        call = kernel.call_of(tid)
        if call is None:
            return kernel.CONT
        if not self.processes.began:
            self.processes.begin(tid)
        architecture, number, arguments = call
        name = self.names.get(architecture, {}).get(str(number))
        if name in OPENS or name in NAMES:
            self.waiting[tid] = name, arguments
            return kernel.SYSCALL
        if name is not None:
            self.sent(tid, name, arguments)
        return kernel.CONT

    def sent(self, tid, name, arguments):
        if name == "connect":
            found = [addresses.named(tid, arguments[1], arguments[2] & 0xFFFFFFFF)]
        elif name == "sendto":
            found = [addresses.named(tid, arguments[4], arguments[5] & 0xFFFFFFFF)]
        elif name in ("sendmsg", "sendmmsg"):
            found = addresses.message_names(tid, arguments[1], 1 if name == "sendmsg" else arguments[2] & 0xFFFFFFFF)
        else:
            return self.signalled(tid, arguments)
        for one in found:
            if one is not None and (one[0] == "connect" or CONTROL.search(one[1])):
                self.told.event(self.processes.node_of(tid), *one)

    def signalled(self, tid, arguments):
        target = arguments[0] & 0xFFFFFFFF
        if target == self.own or target == 2**32 - self.own:
            self.told.event(self.processes.node_of(tid), "tracer", "a signal")

    def ended(self, tid):
        """The end of a call that a name was given to."""
        name, arguments = self.waiting.pop(tid, (None, None))
        result = kernel.result_of(tid) if name is not None else None
        if result is None:
            return
        if name in NAMES:
            return self.placed(tid, self.path(tid, name, arguments, NAMES[name][0]), result)
        writes = self.writes(tid, name, arguments)
        if result >= 0:
            return self.opened(tid, result, writes)
        # EACCES, EPERM, EROFS: what was tried. Others are searches for what is not there.
        if result in (-13, -1, -30):
            path = self.path(tid, name, arguments, OPENS[name][0])
            if writes and INSIDE.match(path) is None:
                self.placed(tid, path, result)
            else:
                self.looked(tid, path, result)

    def writes(self, tid, name, arguments):
        if name == "creat":
            return True
        if name == "openat2":
            return int.from_bytes(kernel.read(tid, arguments[2], 8), "little") & WRITES != 0
        return arguments[OPENS[name][1]] & WRITES != 0

    def opened(self, tid, descriptor, writes):
        copy = None
        link = f"/proc/{tid}/fd/{descriptor}"
        try:
            try:
                found = os.stat(link)
            except PermissionError:
                copy = kernel.descriptor_of(tid, self.processes.node_of(tid).pid, descriptor)
                link = f"/proc/self/fd/{copy}"
                found = os.stat(link)
            if found.st_dev == self.home and found.st_uid == 0 and stat.S_ISREG(found.st_mode):
                self.told.event(self.processes.node_of(tid), "decoy", self.decoys.get(found.st_ino, "another decoy"))
            elif found.st_dev == self.proc:
                self.looked(tid, os.fsencode(os.readlink(link)), 0)
            elif writes and found.st_dev == self.home:
                self.placed(tid, os.fsencode(os.readlink(link)), 0)
        except OSError:
            # Closed or killed meanwhile; that a decoy was read is seen by its times as well.
            return
        finally:
            if copy is not None:
                os.close(copy)

    def looked(self, tid, path, result):
        inside = INSIDE.match(path)
        if inside is None:
            return
        node, owner = self.processes.node_of(tid), int(inside[1])
        if owner == self.own:
            self.told.event(node, "tracer", b"/proc/" + inside[2], result)
        elif self.processes.group.get(owner, owner) != node.pid:
            self.told.event(node, "inside", path, result)

    def placed(self, tid, path, result):
        if STARTUP.match(path):
            self.told.event(self.processes.node_of(tid), "startup", path, result)
        elif result < 0 and path.startswith(b"/") and not is_own(path):
            # One for a folder: an installer that tries a thousand files tries one thing.
            self.told.event(self.processes.node_of(tid), "write", os.path.dirname(path) + b"/", result)

    def path(self, tid, name, arguments, at):
        given = kernel.text(tid, arguments[at])
        if not given.startswith(b"/"):
            folder = arguments[FOLDERS[name]] & 0xFFFFFFFF if name in FOLDERS else 2**32 - 100
            place = "cwd" if folder == 2**32 - 100 else f"fd/{folder}"
            try:
                given = os.fsencode(os.readlink(f"/proc/{tid}/{place}")) + b"/" + given
            except OSError:
                return given
        # Twice: two slashes in front are two to POSIX, and one to Linux.
        return b"/" + os.path.normpath(given).lstrip(b"/")


def is_own(path):
    return any(path == folder or path.startswith(folder + b"/") for folder in OWN)
