import { describe, expect, it } from "vitest";
import profile from "../../src/sandbox/seccomp.json" with { type: "json" };

const allowed = new Set(
  profile.syscalls
    .filter(({ action }) => action === "SCMP_ACT_ALLOW")
    .flatMap(({ names }) => names),
);

describe("the list of system calls", () => {
  it("denies what it does not name", () => {
    expect(profile).toMatchObject({ defaultAction: "SCMP_ACT_ERRNO", defaultErrnoRet: 1 });
  });

  it("is for the native calls of two architectures, without their 32-bit forms", () => {
    expect(profile.archMap).toEqual([
      { architecture: "SCMP_ARCH_X86_64", subArchitectures: [] },
      { architecture: "SCMP_ARCH_AARCH64", subArchitectures: [] },
    ]);
  });

  it.each([
    ..."io_uring_setup io_uring_enter io_uring_register ptrace process_vm_readv process_vm_writev".split(
      " ",
    ),
    ..."bpf perf_event_open userfaultfd keyctl add_key request_key unshare setns mount umount2".split(
      " ",
    ),
    ..."open_tree move_mount fsopen pivot_root chroot open_by_handle_at name_to_handle_at".split(
      " ",
    ),
    ..."kexec_load init_module finit_module reboot swapon acct quotactl syslog fanotify_init".split(
      " ",
    ),
    ..."pidfd_getfd process_madvise kcmp modify_ldt iopl ioperm clone3 vmsplice".split(" "),
  ])("does not allow %s", (name) => {
    expect(allowed.has(name)).toBe(false);
  });

  it("allows sockets by family alone, and not that of virtual machines", () => {
    const sockets = profile.syscalls.filter(({ names }) => names.includes("socket"));
    const families = sockets.map((rule) => ("args" in rule ? rule.args?.[0]?.value : null));
    expect(families).toEqual([1, 2, 10, 16]);
  });

  it("names no call twice without a condition", () => {
    const plain = profile.syscalls
      .filter((rule) => !("args" in rule))
      .flatMap(({ names }) => names);
    expect(new Set(plain).size).toBe(plain.length);
  });
});
