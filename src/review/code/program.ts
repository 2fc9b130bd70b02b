import type { Span } from "../../model/span.ts";

/**
 * The program form that every language is lowered to. It keeps only what decides which data
 * reaches which API: names, members, calls, constants and control flow. One evaluator works
 * on it, so a language is a lowering and a vocabulary, nothing more.
 */
export interface Program {
  body: Statement[];
}

/** A function as written, wherever it stands. */
export interface FunctionNode {
  name: string | null;
  /** Names of the parameters in order; `rest` tells that the last one takes what is left. */
  parameters: string[];
  defaults: (Expression | null)[];
  rest: boolean;
  /** Parameters that are only given by name; one of them may take what is left. */
  keywords?: KeywordParameter[];
  /** The name under which it finds the block of code that ends a call of it. */
  block?: string;
  /** The name under which it finds the list of all that it is given, where it uses that. */
  all?: string;
  /** The name under which a method reaches its object: `this`, `self`. */
  self: string | null;
  /** It is called where it stands and nowhere else: part of the code around it. */
  inline?: boolean;
  body: Statement[];
  at: Span;
}

/** A parameter that only a named argument fills. */
export interface KeywordParameter {
  name: string;
  fallback: Expression | null;
  rest: boolean;
}

/** One argument of a call; named in languages that have named arguments. */
export interface Argument {
  value: Expression;
  name?: string;
  spread?: boolean;
}

export type Constant = string | number | boolean | null | Uint8Array;

export type Expression =
  | { kind: "constant"; value: Constant; at: Span }
  | { kind: "name"; name: string; at: Span }
  | { kind: "member"; object: Expression; property: Expression; at: Span }
  | {
      kind: "call";
      /** What is called; a list stands for the words of a command line, the first of them called. */
      callee: Expression;
      args: Argument[];
      /** What is piped in, in languages with pipes. */
      input?: Expression;
      at: Span;
    }
  | { kind: "operation"; operator: string; operands: Expression[]; at: Span }
  /** A string put together from parts: template, f-string, word with expansions. */
  | { kind: "text"; parts: Expression[]; at: Span }
  | { kind: "list"; items: Argument[]; at: Span }
  | { kind: "record"; entries: { key: Expression | null; value: Expression }[]; at: Span }
  | { kind: "function"; function: FunctionNode; at: Span }
  /** One of several values, and nobody knows which; `test` is evaluated for its effects. */
  | {
      kind: "choice";
      test: Expression | null;
      options: Expression[];
      /** The first of the options that is true, or that is not, or that is there, is the value. */
      first?: "true" | "false" | "some";
      at: Span;
    }
  | { kind: "assign"; target: Target; value: Expression; at: Span }
  /** Evaluated in order; the value is that of the last. */
  | { kind: "sequence"; items: Expression[]; at: Span }
  /** A module that is loaded. */
  | { kind: "import"; module: Expression; at: Span }
  /** Something with parts and no meaning of its own here; its value may be any of its parts. */
  | { kind: "opaque"; parts: Expression[]; at: Span };

/** What can be assigned to. */
export type Target =
  | { kind: "name"; name: string; local: boolean }
  | { kind: "member"; object: Expression; property: Expression }
  /** Takes a value apart: each part is a member of it, or the rest. */
  | {
      kind: "parts";
      parts: { property: Expression | null; target: Target; fallback: Expression | null }[];
    };

export type Statement =
  | { kind: "expression"; value: Expression; at: Span }
  | { kind: "function"; function: FunctionNode; at: Span }
  | {
      kind: "class";
      name: string;
      bases: Expression[];
      methods: FunctionNode[];
      body: Statement[];
      /** What its body calls the class itself, where the language has a name for that. */
      self?: string;
      at: Span;
    }
  | { kind: "return"; value: Expression | null; at: Span }
  | {
      kind: "branch";
      test: Expression | null;
      bodies: Statement[][];
      at: Span;
    }
  | {
      kind: "loop";
      test: Expression | null;
      update: Expression | null;
      /** For loops over the items of something. */
      each: { target: Target; of: Expression; keys: boolean } | null;
      body: Statement[];
      at: Span;
    }
  | { kind: "jump"; to: "break" | "continue"; at: Span }
  | {
      kind: "block";
      body: Statement[];
      /** What runs when something in it fails, and the name that holds what went wrong. */
      caught?: { target: Target | null; body: Statement[] };
      at: Span;
    }
  | { kind: "export"; name: string; value: Expression; at: Span };

/** What a reader answers: a program, or why there is none. */
export interface Reading {
  program: Program;
  /** True when syntax errors were read past and something may be missing. */
  recovered: boolean;
}
