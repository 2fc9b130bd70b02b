/** How a form of text begins and ends, and what is put into it. */
export interface TextForm {
  open: string;
  close: string;
  /** Backslashes stand for something. */
  escapes: boolean;
  /**
   * `$name` and `${…}` are put in: always, never, or when a name stands right before it; with
   * `paths`, always, and `$a.b` as a whole.
   */
  inserts: "always" | "paths" | "never" | "prefixed";
}

/** What the outline reader needs to know about a language with braces. */
export interface OutlineTable {
  texts: readonly TextForm[];
  /** `'x'` is a character. */
  characters: boolean;
  /** Comments stand inside one another. */
  nestedComments: boolean;
  /** Statements end by semicolons alone; line ends mean nothing. */
  semicolons: boolean;
  /** Words before declarations that change nothing here. */
  modifiers: ReadonlySet<string>;
  /** Words that declare a variable, a function, a class. */
  variables: ReadonlySet<string>;
  functions: ReadonlySet<string>;
  classes: ReadonlySet<string>;
  /** `Type name = value` declares. */
  typedNames: boolean;
  /** `(a) => b`, `a => b` or `{ a -> b }` are functions. */
  arrow: "=>" | "->";
  /** `{ … }` is a function where a value stands. */
  braceLambdas: boolean;
  /** A name between two values calls it: `a to b`. */
  infixNames: boolean;
  /** `a ? b : c` is one of the two. */
  ternary: boolean;
  /** `name value` calls a function: Groovy. */
  bareArguments: boolean;
  /**
   * `x match { case … }`, and what comes with it in Scala: operators of any signs, braces that
   * are blocks, `_` for a parameter, and members that are called without parentheses.
   */
  matches: boolean;
  /** Indented lines may stand for braces. */
  indents: boolean;
  /** Words that say a module is loaded. */
  imports: ReadonlySet<string>;
  /** The full or usual name of what a name stands for, with the file's imports. */
  usual: (name: string, imports: ReadonlyMap<string, string>) => string;
  /** Names of properties that are methods without arguments, and the methods. */
  getters: ReadonlyMap<string, string>;
  /** Calls that an argument of this name makes another one: the name of that. */
  byArgument: ReadonlyMap<string, string>;
  /** Names of properties that are asked by an index, and the methods that answer. */
  indexed: ReadonlyMap<string, string>;
  /** Names that call a method when something is assigned to them, and the methods. */
  setters: ReadonlyMap<string, string>;
  /** Methods whose function is given what they are called on; `this` when it becomes that. */
  scoped: ReadonlyMap<string, "it" | "this">;
  /** Names that are never members of the object around. */
  globals: RegExp;
}
