import {
  type Architecture,
  AUDIT_ARCHITECTURES,
  CLONE,
  SECCOMP,
  SENDTO,
  TRACED_CALLS,
} from "./traced-calls.ts";

// linux/bpf_common.h, linux/seccomp.h
const LOAD = 0x20;
const IF_EQUAL = 0x15;
const IF_AT_LEAST = 0x35;
const IF_ANY_BIT = 0x45;
const ANSWER = 0x06;
const ALLOW = 0x7fff0000;
const TRACE = 0x7ff00000;
const ERRNO = 0x00050000;
const EPERM = 1;
const ENOSYS = 38;

const NUMBER_AT = 0;
const ARCHITECTURE_AT = 4;
/** Where the low and the high half of an argument are (both architectures are little-endian). */
const lowOf = (argument: number) => 16 + 8 * argument;
const highOf = (argument: number) => 20 + 8 * argument;

const CLONE_UNTRACED = 0x00800000;
const NEW_LISTENER = 0x8;
/** Numbers from here on are calls of x32, which no filter by number would meet. */
const X32 = 0x40000000;

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, value: number];

/**
 * The filter of a traced run, as the bytes of a BPF program in hexadecimal digits. A call that
 * it stops without a tracer there is not made at all (ENOSYS), so nobody gets past the tracer by
 * not being followed.
 */
export function traceFilter(): string {
  const blocks = (Object.keys(AUDIT_ARCHITECTURES) as Architecture[]).map(
    (architecture) => [AUDIT_ARCHITECTURES[architecture], blockOf(architecture)] as const,
  );
  const program: Instruction[] = [[LOAD, 0, 0, ARCHITECTURE_AT]];
  for (const [audited, block] of blocks) {
    // A jump over a whole block can be longer than a condition may jump.
    program.push([IF_EQUAL, 1, 0, audited], [0x05, 0, 0, block.length], ...block);
  }
  program.push(answer(ERRNO | ENOSYS));
  const bytes = Buffer.alloc(program.length * 8);
  for (const [index, [code, ifTrue, ifFalse, value]] of program.entries()) {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(ifTrue, index * 8 + 2);
    bytes.writeUInt8(ifFalse, index * 8 + 3);
    bytes.writeUInt32LE(value, index * 8 + 4);
  }
  return bytes.toString("hex");
}

function blockOf(architecture: Architecture): Instruction[] {
  const traced = Object.values(TRACED_CALLS).flatMap((numbers) => numbers[architecture] ?? []);
  return [
    [LOAD, 0, 0, NUMBER_AT],
    [IF_AT_LEAST, 0, 1, X32],
    answer(ERRNO | ENOSYS),
    ...traced.flatMap((number): Instruction[] => [[IF_EQUAL, 0, 1, number], answer(TRACE)]),
    ...onlyFor(SENDTO[architecture], [
      [LOAD, 0, 0, lowOf(4)],
      [IF_EQUAL, 0, 2, 0],
      [LOAD, 0, 0, highOf(4)],
      [IF_EQUAL, 1, 0, 0],
      answer(TRACE),
      answer(ALLOW),
    ]),
    ...onlyFor(CLONE[architecture], deniedWith(lowOf(0), CLONE_UNTRACED)),
    ...onlyFor(SECCOMP[architecture], deniedWith(lowOf(1), NEW_LISTENER)),
    answer(ALLOW),
  ];
}

function deniedWith(at: number, bits: number): Instruction[] {
  return [[LOAD, 0, 0, at], [IF_ANY_BIT, 0, 1, bits], answer(ERRNO | EPERM), answer(ALLOW)];
}

/** What is done for one call; every way through it answers. */
function onlyFor(number: number | undefined, then: readonly Instruction[]): Instruction[] {
  return number === undefined ? [] : [[IF_EQUAL, 0, then.length, number], ...then];
}

function answer(value: number): Instruction {
  return [ANSWER, 0, 0, value];
}

// Perl is in every image of Debian. PR_SET_SECCOMP is 22, SECCOMP_MODE_FILTER 2.
const INSTALL = `use Config;
my $filter = pack "H*", shift;
my $program = pack "S x6 P", length($filter) / 8, $filter;
my $prctl = $Config{archname} =~ /x86_64/ ? 157 : 167;
exit 97 if syscall($prctl, 22, 2, $program) != 0;
exec { $ARGV[0] } @ARGV or exit 127;`;

/** What stands before a command whose calls are to be traced: the filter stays for good. */
export function filterFirst(): string[] {
  return ["/usr/bin/perl", "-e", INSTALL, traceFilter()];
}
