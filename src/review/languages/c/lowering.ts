import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import type { SyntaxNode } from "../syntax.ts";

/** What a file declares, gathered before it is lowered. */
export interface Declared {
  /** Functions that the file defines, by their plain names. */
  functions: ReadonlySet<string>;
  /** Fields and methods of the file's classes and structs. */
  classes: ReadonlyMap<string, { fields: ReadonlySet<string>; methods: ReadonlySet<string> }>;
  /** Names of types that are pointers to functions. */
  functionTypes: ReadonlySet<string>;
  /** `namespace fs = std::filesystem`. */
  namespaces: ReadonlyMap<string, string>;
}

/**
 * What the parts of the lowering need of each other and know in common. They call through
 * this, so that their imports go one way.
 */
export interface Lowering {
  expression(node: SyntaxNode): Expression;
  statements(nodes: readonly SyntaxNode[]): Statement[];
  lambda(node: SyntaxNode): FunctionNode;
  readonly declared: Declared;
  /** Runs `lower` with names of its own; `owner` is the class whose members are in sight. */
  inBody<T>(owner: string | null, lower: () => T): T;
  /** Whether `break` leaves a loop here. */
  inLoop<T>(is: boolean, lower: () => T): T;
  readonly breaksLoop: boolean;
  /** A variable that the current body has from here on, and the type it has, plainly. */
  declare(name: string, type: string): void;
  /** The type of a variable in sight; null when it is none. */
  typeOf(name: string): string | null;
  /** The class whose members can be named here without an object. */
  readonly owner: string | null;
  /** What a handle of a transfer writes its answer into: options by the handle's name. */
  readonly outputs: Map<string, Map<string, SyntaxNode>>;
  /** A name that no program can spell. */
  fresh(): string;
}

/** The variable for what a started program reads: set by `dup2` and its kin. */
export const STDIN = "#stdin";
