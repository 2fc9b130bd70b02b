"""The tracer of one run. It is told what to look for in one line, takes hold of all processes of
the run, gives up every other right, says "ready", and tells what they do as they do it. When its
end comes before theirs, the kernel ends them."""
import json
import os
import signal
import sys

import kernel
from calls import Calls
from processes import Processes
from told import Told

USER = 10_003
SANDBOX_USER = 10_001


def main():
    order = json.loads(sys.stdin.readline())
    told = Told()
    processes = Processes(told)
    calls = Calls(order, processes, told)
    kernel.become(USER, SANDBOX_USER)
    seize_all(processes)
    print("ready", flush=True)
    while True:
        try:
            tid, status = os.waitpid(-1, kernel.WALL)
        except ChildProcessError:
            return
        if os.WIFSTOPPED(status):
            stopped(tid, status, calls, processes, told)
        else:
            calls.waiting.pop(tid, None)
            processes.gone(tid)


def seize_all(processes):
    """Until no new one is found; whoever is started by one that is held is held already."""
    held = set()
    while True:
        found = {int(name) for name in os.listdir("/proc") if name.isdigit()} - held - {os.getpid()}
        if not found:
            return
        for pid in sorted(found):
            held.add(pid)
            # The first process tells the end of all: with it the kernel ends us, too.
            if kernel.ptrace(kernel.SEIZE, pid, 0, kernel.FOLLOW | (kernel.O_EXIT if pid == 1 else 0)):
                processes.node_of(pid)
            elif os.path.isdir(f"/proc/{pid}") and traced_by(pid) != os.getpid():
                raise OSError(f"process {pid} cannot be traced")


def traced_by(pid):
    with open(f"/proc/{pid}/status") as lines:
        return next((int(line.split()[1]) for line in lines if line.startswith("TracerPid:")), 0)


def stopped(tid, status, calls, processes, told):
    number, event = os.WSTOPSIG(status), status >> 16
    go_on, given = kernel.CONT, 0
    if event == kernel.EVENT_SECCOMP:
        go_on = calls.stopped(tid)
    elif event == 0 and number == signal.SIGTRAP | 0x80:
        calls.ended(tid)
    elif event == kernel.EVENT_EXEC:
        calls.waiting.pop(tid, None)
        processes.became(tid, kernel.event_message(tid))
    elif event in (kernel.EVENT_FORK, kernel.EVENT_VFORK, kernel.EVENT_CLONE):
        processes.node_of(tid)
        new = kernel.event_message(tid)
        if new:
            processes.node_of(new)
    elif event == kernel.EVENT_EXIT:
        told.end(processes.started)
    elif event == kernel.EVENT_STOP:
        # A stop that the program asked for is kept; the first of a new process is not one.
        if number != signal.SIGTRAP:
            go_on = kernel.LISTEN
    elif event == 0:
        given = number
    kernel.ptrace(go_on, tid, 0, given)


if __name__ == "__main__":
    main()
