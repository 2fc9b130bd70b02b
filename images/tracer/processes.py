"""Who started whom. A process that becomes another program is another node, below the first."""

# Commands that are told though nothing else is to be told of them: the tree of an ordinary run.
TREE = 200
# A line of descent may be this long; whoever makes it longer is told as a child of the last.
DEEPEST = 100


class Node:
    __slots__ = ("id", "pid", "parent", "command", "told", "depth")

    def __init__(self, number, pid, parent, command):
        while parent is not None and parent.depth >= DEEPEST:
            parent = parent.parent
        self.id, self.pid, self.parent, self.command = number, pid, parent, command
        self.told = False
        self.depth = 0 if parent is None else parent.depth + 1


class Processes:
    def __init__(self, told):
        self.told = told
        self.nodes = {}
        self.group = {}
        self.started = 0
        # Before the command begins there are only processes of ours, which are no news.
        self.began = False

    def begin(self, tid):
        """The first call of the command: it is the beginning of every line of descent."""
        self.began = True
        pid = self.node_of(tid).pid
        self.started = 0
        self.nodes[pid] = self.new(pid, None, command_of(pid))
        self.told.lineage(self.nodes[pid])

    def node_of(self, tid):
        """The node of a thread; one that was not heard of before is asked for at /proc."""
        pid = self.group.get(tid)
        if pid is None:
            pid, parent = status_of(tid)
            self.group[tid] = pid
            if pid not in self.nodes:
                above = self.nodes.get(self.group.get(parent, parent))
                # Until it becomes another program it is what its parent is.
                self.nodes[pid] = self.new(pid, above, above.command if above else command_of(pid))
        return self.nodes[pid]

    def became(self, tid, former):
        """A process started a program; all of its threads but this one are gone."""
        if former != tid:
            self.group.pop(former, None)
        before = self.node_of(tid)
        node = self.nodes[before.pid] = self.new(before.pid, before, command_of(before.pid))
        if self.began and self.told.nodes < TREE:
            self.told.lineage(node)

    def new(self, pid, parent, command):
        self.started += 1
        return Node(self.started, pid, parent, command)

    def gone(self, tid):
        self.group.pop(tid, None)
        self.nodes.pop(tid, None)


def status_of(tid):
    pid, parent = tid, 0
    try:
        with open(f"/proc/{tid}/status", "rb") as lines:
            for line in lines:
                if line.startswith(b"Tgid:"):
                    pid = int(line[5:])
                elif line.startswith(b"PPid:"):
                    parent = int(line[5:])
                    break
    except (OSError, ValueError):
        # It was killed meanwhile; its end is heard next.
        return tid, 0
    return pid, parent


def command_of(pid):
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as line:
            return line.read(400).rstrip(b"\0").replace(b"\0", b" ")
    except OSError:
        return b"?"
