/** The architectures that `seccomp.json` knows, by the number that filters get (linux/audit.h). */
export const AUDIT_ARCHITECTURES = { x86_64: 0xc000003e, aarch64: 0xc00000b7 } as const;
export type Architecture = keyof typeof AUDIT_ARCHITECTURES;

type Numbers = Partial<Record<Architecture, number>>;

/**
 * The system calls that the tracer is told of, with their numbers (asm/unistd_64.h and
 * asm-generic/unistd.h). All others run at full speed: the kernel itself passes them by.
 */
export const TRACED_CALLS: Readonly<Record<string, Numbers>> = {
  open: { x86_64: 2 },
  openat: { x86_64: 257, aarch64: 56 },
  openat2: { x86_64: 437, aarch64: 437 },
  creat: { x86_64: 85 },
  rename: { x86_64: 82 },
  renameat: { x86_64: 264, aarch64: 38 },
  renameat2: { x86_64: 316, aarch64: 276 },
  link: { x86_64: 86 },
  linkat: { x86_64: 265, aarch64: 37 },
  symlink: { x86_64: 88 },
  symlinkat: { x86_64: 266, aarch64: 36 },
  connect: { x86_64: 42, aarch64: 203 },
  sendmsg: { x86_64: 46, aarch64: 211 },
  sendmmsg: { x86_64: 307, aarch64: 269 },
  kill: { x86_64: 62, aarch64: 129 },
  tkill: { x86_64: 200, aarch64: 130 },
  tgkill: { x86_64: 234, aarch64: 131 },
  pidfd_open: { x86_64: 434, aarch64: 434 },
};

/** Traced only where it names an address: the sending of every connected socket is not. */
export const SENDTO: Numbers = { x86_64: 44, aarch64: 206 };
/** Denied with the flag that makes a process nobody follows. */
export const CLONE: Numbers = { x86_64: 56, aarch64: 220 };
/**
 * Denied with the flag that gives a program the last word on the calls of another: one that is
 * let through by such a program is not traced any more.
 */
export const SECCOMP: Numbers = { x86_64: 317, aarch64: 277 };

/** Numbers by architecture, as the tracer wants them. */
export function callNames(): Record<Architecture, Record<string, string>> {
  const names: Record<Architecture, Record<string, string>> = { x86_64: {}, aarch64: {} };
  for (const [name, numbers] of Object.entries({ ...TRACED_CALLS, sendto: SENDTO })) {
    for (const architecture of Object.keys(names) as Architecture[]) {
      const number = numbers[architecture];
      if (number !== undefined) names[architecture][String(number)] = name;
    }
  }
  return names;
}
