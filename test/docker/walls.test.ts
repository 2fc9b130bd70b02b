import { beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/ports.ts";
import {
  PREPARE_MS,
  prepareSandbox,
  prepareStrictSandbox,
  runPython,
  runTrial,
} from "./prepared.ts";

let sandbox: Sandbox;
let strict: Sandbox;
beforeAll(async () => {
  ({ sandbox } = await prepareSandbox());
  strict = await prepareStrictSandbox();
}, PREPARE_MS);

/** Python that prints the name of the error of each attempt, or "done". */
function attempts(setUp: string, tried: readonly string[]): string {
  const body = tried.map((attempt) => `tried(lambda: ${attempt})`).join("\n");
  return `
import ctypes, errno, os, signal, socket
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *words):
    if libc.syscall(ctypes.c_long(number), *[ctypes.c_long(word) for word in words]) < 0:
        raise OSError(ctypes.get_errno(), "")
def tried(attempt):
    try: attempt(); print("done")
    except OSError as error: print(errno.errorcode.get(error.errno, type(error).__name__))
${setUp}
${body}
`;
}

function lines(text: string): string[] {
  return text.trimEnd().split("\n");
}

describe("the network without a recorder", () => {
  it("is loopback alone, with no route and no name server", async () => {
    const program = `
import socket, os
print(sorted(n for _, n in socket.if_nameindex() if open(f"/sys/class/net/{n}/operstate").read().strip() != "down"))
print(open("/proc/net/route").read().count("\\n") - 1)
print(open("/etc/resolv.conf").read().count("nameserver") if os.path.exists("/etc/resolv.conf") else 0)
`;
    expect(lines(await runPython(strict, program))).toEqual(["['lo']", "0", "0"]);
  });

  it("leads neither to a metadata service, nor to the host, nor anywhere else", async () => {
    const addresses = ["169.254.169.254", "172.17.0.1", "192.0.2.1", "203.0.113.7"];
    const program = attempts("", [
      ...addresses.map((address) => `socket.create_connection(("${address}", 80), 3)`),
      `socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53))`,
      `socket.create_connection(("2001:db8::1", 80), 3)`,
    ]);
    const seen = lines(await runPython(strict, program));
    expect(seen.slice(0, 5)).toEqual(Array(5).fill("ENETUNREACH"));
    expect(["ENETUNREACH", "EADDRNOTAVAIL"]).toContain(seen[5]);
  });

  it("resolves no name", async () => {
    const program = `
import socket
try: socket.getaddrinfo("canary.example.invalid", 80); print("resolved")
except socket.gaierror: print("no")
`;
    expect(await runPython(strict, program)).toBe("no\n");
  });

  it("offers only local, IP and interface sockets", async () => {
    const program = attempts("", [
      "socket.socket(40, socket.SOCK_STREAM)",
      "socket.socket(38, socket.SOCK_SEQPACKET)",
      "socket.socket(17, socket.SOCK_RAW)",
      "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
      "socket.socket(16, socket.SOCK_RAW, 9)",
      "socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
      "socket.socket(16, socket.SOCK_RAW, 0)",
      "socket.socketpair()",
    ]);
    const denied = Array<string>(5).fill("EPERM");
    expect(lines(await runPython(strict, program))).toEqual([...denied, "done", "done", "done"]);
  });
});

describe("rights", () => {
  it("are none, and none can be gained", async () => {
    const program = `
for line in open("/proc/self/status"):
    name, _, value = line.partition(":")
    if name in ("Uid", "Gid", "Groups", "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp"):
        print(name, " ".join(value.split()))
`;
    expect(lines(await runPython(sandbox, program))).toEqual([
      "Uid 10001 10001 10001 10001",
      "Gid 10001 10001 10001 10001",
      "Groups 10001",
      ...["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"].map(
        (set) => `${set} ${"0".repeat(16)}`,
      ),
      "NoNewPrivs 1",
      "Seccomp 2",
    ]);
  });

  it("do not come from a file of the image, nor does any package manager", async () => {
    for (const runner of ["node", "python"]) {
      const run = await runTrial(sandbox, {
        runner,
        command: [
          "sh",
          "-c",
          "find / -xdev -perm /6000 2>/dev/null; command -v apt-get apt; echo searched",
        ],
      });
      expect(run.log.tail).toBe("searched\n");
    }
  });

  it("do not allow another user, root or a new namespace", async () => {
    const program = attempts("", [
      "os.setuid(0)",
      "os.setgroups([0])",
      "os.chroot('/tmp')",
      "call(272, 0x10000000)",
      "call(56, 0x10000000 | signal.SIGCHLD, 0, 0, 0, 0)",
      "call(435, 0, 0)",
      "call(165, 0, 0, 0, 0, 0)",
    ]);
    expect(lines(await runPython(sandbox, program))).toEqual([
      ...Array<string>(5).fill("EPERM"),
      "ENOSYS",
      "EPERM",
    ]);
  });
});

describe("system calls", () => {
  it.each([
    ["io_uring_setup", 425],
    ["io_uring_enter", 426],
    ["ptrace", 101],
    ["process_vm_readv", 310],
    ["process_vm_writev", 311],
    ["bpf", 321],
    ["perf_event_open", 298],
    ["userfaultfd", 323],
    ["keyctl", 250],
    ["add_key", 248],
    ["open_by_handle_at", 304],
    ["fanotify_init", 300],
    ["kexec_load", 246],
    ["init_module", 175],
    ["pivot_root", 155],
    ["pidfd_getfd", 438],
    ["open_tree", 428],
    ["fsopen", 430],
    ["personality (no randomisation)", 135, 0x0040000],
  ])("do not include %s", async (_, number, word = 0) => {
    const program = attempts("", [`call(${number}, ${word}, 0, 0, 0, 0)`]);
    expect(await runPython(sandbox, program)).toBe("EPERM\n");
  });

  it("cannot be made by the 32-bit entry, which the list does not cover", async () => {
    // mov eax, 20 (getpid of i386); int 0x80; ret
    const program = `
import ctypes, mmap, os
code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
code.write(b"\\xb8\\x14\\x00\\x00\\x00\\xcd\\x80\\xc3")
entry = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))
child = os.fork()
if child == 0:
    os._exit(7 if entry() == os.getpid() else 0)
print("reached" if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7 else "not reached")
`;
    expect(await runPython(sandbox, program)).toBe("not reached\n");
  });
});

describe("files", () => {
  it("of the image cannot be written, made or removed", async () => {
    const program = attempts("", [
      "open('/new', 'w')",
      "open('/etc/passwd', 'a')",
      "os.unlink('/usr/bin/tar')",
      "os.chmod('/usr/bin/tar', 0o777)",
      "os.mkdir('/usr/local/bin/x')",
      "open('/proc/sys/kernel/core_pattern', 'w')",
      "open('/proc/sysrq-trigger', 'w')",
      "open('/sys/kernel/uevent_helper', 'w')",
    ]);
    for (const seen of lines(await runPython(sandbox, program))) {
      expect(["EROFS", "EACCES", "ENOENT"]).toContain(seen);
    }
  });

  it("of the host and facts about it are out of sight", async () => {
    const program = `
import os
print(os.path.exists("/var/run/docker.sock"), os.path.exists("/run/docker.sock"))
print(len(open("/proc/config.gz", "rb").read()) if os.path.exists("/proc/config.gz") else 0)
print(len(open("/proc/kallsyms").read()))
print(sorted(int(p) for p in os.listdir("/proc") if p.isdigit())[0], len([p for p in os.listdir("/proc") if p.isdigit()]) < 8)
print([d for d in os.listdir("/dev") if d.startswith(("sd", "vd", "nvme", "kvm", "mem", "kmsg", "vsock", "fuse", "net"))])
print(os.uname().nodename)
print(sorted(k for k in os.environ))
`;
    expect(lines(await runPython(sandbox, program))).toEqual([
      "False False",
      "0",
      "0",
      "1 True",
      "[]",
      "sandbox",
      "['CI', 'HOME', 'HOSTNAME', 'LANG', 'NO_COLOR', 'PATH', 'PWD', 'PYTHONDONTWRITEBYTECODE', 'PYTHONUNBUFFERED', 'TMPDIR']",
    ]);
  });

  it("live on file systems without set-user-id and devices", async () => {
    const program = `
for line in open("/proc/self/mounts"):
    _, place, kind, options, *_ = line.split()
    if place in ("/workspace", "/tmp", "/home/sandbox"):
        print(place, kind, {"rw", "nosuid", "nodev"} <= set(options.split(",")), "noexec" in options)
    if place == "/": print(place, options.split(",")[0])
`;
    expect(lines(await runPython(sandbox, program)).sort()).toEqual([
      "/ ro",
      "/home/sandbox tmpfs True False",
      "/tmp tmpfs True False",
      "/workspace tmpfs True False",
    ]);
  });

  it("are not shared with a later run", async () => {
    await runTrial(sandbox, { command: ["sh", "-c", "touch $HOME/left /tmp/left left"] });
    const later = await runTrial(sandbox, { command: ["sh", "-c", "ls -A $HOME /tmp ."] });
    expect(later.log.tail).not.toContain("left");
  });
});

describe("what stands beside a run", () => {
  it("cannot be seen or signalled by it", async () => {
    const program = `
import os
owners = {os.stat(f"/proc/{p}").st_uid for p in os.listdir("/proc") if p.isdigit()}
print(owners)
print(sorted(os.listdir("/dev/shm")))
`;
    expect(lines(await runPython(sandbox, program))).toEqual(["{10001}", "[]"]);
  });

  it("still tells of a full disk when the run kills all that it can", async () => {
    const run = await runTrial(sandbox, {
      command: ["sh", "-c", "dd if=/dev/zero of=fill bs=64k 2>/dev/null; kill -9 -1"],
      limits: { workspaceBytes: 8 * 1024 * 1024 },
    });
    expect(run.outcome).toBe("disk-limit");
  });
});
