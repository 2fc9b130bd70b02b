import { all, printed, sentTo, told, unseen, type WitnessAttack } from "./witness-attacks.ts";

/** The recorder itself: how a program may reach, blind or imitate it. */
export const RECORDER_ATTACKS: readonly WitnessAttack[] = [
  {
    attack: "looks for the recorder's processes and kills all that it may",
    expected: "it has none but its own, and is seen afterwards",
    program: `import signal
others = [int(p) for p in os.listdir("/proc") if p.isdigit() and int(p) not in (1, os.getpid(), os.getppid())]
print("others", len(others))
for pid in others:
    try: os.kill(pid, signal.SIGKILL)
    except OSError: pass
tcp(("203.0.113.30", 80), b"after")`,
    holds: all(printed("others 0"), sentTo("203.0.113.30")),
  },
  {
    attack: "connects to every port of loopback",
    expected: "nobody is there",
    program: `reached = 0
for port in range(1, 65536):
    s = socket.socket()
    if s.connect_ex(("127.0.0.1", port)) == 0 and s.getsockname() != s.getpeername(): reached += 1
    s.close()
print("reached", reached)`,
    holds: all(printed("reached 0"), unseen),
  },
  {
    attack: "listens on every address and shares ports, to be taken for the recorder",
    expected: "what is sent elsewhere is seen all the same",
    program: `s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("0.0.0.0", 4444)); s.listen(5)
tcp(("203.0.113.31", 4444), b"whose")
s.settimeout(0.5)
try: s.accept(); print("stolen")
except TimeoutError: print("nothing came")`,
    holds: all(printed("nothing came"), sentTo("203.0.113.31:4444")),
  },
  {
    attack: "looks for its abstract sockets",
    expected: "there are none",
    program: `print("sockets", sum(1 for line in open("/proc/net/unix") if "@" in line))`,
    holds: printed("sockets 0"),
  },
  {
    attack: "changes routes, interfaces and addresses",
    expected: "denied",
    program: `import fcntl, struct
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for call, rest in ((0x8914, struct.pack("H22x", 0)), (0x8916, struct.pack("HH4s16x", 2, 0, b"\\x0a\\0\\0\\1")), (0x890C, bytes(24)), (0x8923, struct.pack("16s8x", b"other"))):
    try: fcntl.ioctl(s, call, struct.pack("16s", b"witness0") + rest + bytes(120)); print("changed")
    except OSError as e: print("refused")
print("device", os.path.exists("/dev/net/tun"))`,
    holds: all((run) => !printed("changed")(run), printed("refused", "device False")),
  },
  {
    attack: "binds a socket to loopback's device to get past the recorder",
    expected: "goes nowhere",
    program: `s = socket.socket()
try: s.setsockopt(socket.SOL_SOCKET, 25, b"lo\\0")
except OSError: pass
s.settimeout(1)
try: s.connect(("203.0.113.32", 80)); print("connected")
except OSError: print("nowhere")`,
    holds: (run) => printed("nowhere")(run) || sentTo("203.0.113.32:80")(run),
  },
  {
    attack: "opens 100,000 connections",
    expected: "all are counted, or the recorder says that it was overloaded",
    program: `for at in range(100000):
    s = socket.socket(); s.setblocking(False); s.connect_ex(("203.0.113.33", 1 + at % 60000)); s.close()
    if time.monotonic() - began > 25: break
tcp(("203.0.113.34", 80), b"last")`,
    holds: (run) => told(run, "disable.protection", "overloaded") || sentTo("203.0.113.34")(run),
  },
  {
    attack: "asks for thousands of the longest names",
    expected: "the recorder goes on, and says that it was overloaded",
    program: `s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for at in range(5000): s.sendto(b"ab\\1\\0\\0\\1\\0\\0\\0\\0\\0\\0" + (b"\\x3f" + b"%063d" % at) * 3 + b"\\7example\\0\\0\\1\\0\\1", ("9.9.9.9", 53))
time.sleep(1)`,
    holds: (run) => told(run, "disable.protection", "overloaded"),
  },
  {
    attack: "sends malformed names, TLS, HTTP and compressed bytes",
    expected: "told as what they are; the recorder goes on",
    program: `u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for junk in (b"", b"\\xff" * 12, b"\\xc0" * 40, b"\\0" * 17, bytes(range(256))): u.sendto(junk, ("9.9.9.9", 53))
for junk in (b"\\x16\\x03\\x01\\0\\5\\1\\0\\0\\1\\3", b"\\x16\\x03\\x01\\0\\x30" + b"\\xff" * 48, b"GET", b"GET / HTTP/1.1\\r\\nContent-Length: 99999999999999999999\\r\\n\\r\\n", b"\\x1f\\x8b\\x08" + b"\\xff" * 99, b"\\0\\xff\\xff"):
    tcp(("203.0.113.35", 80), junk)
tcp(("203.0.113.36", 80), b"still there")`,
    holds: sentTo("203.0.113.36:80"),
  },
];
