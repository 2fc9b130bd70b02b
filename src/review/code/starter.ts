/** A function of a library that calls one which it is given, with arguments that it is given. */
export interface Starter {
  /** Which of its arguments is the function, by place or name. */
  runs: readonly (number | string)[];
  /** The argument that lists those of the function; else all that stand behind `from`. */
  list?: readonly (number | string)[];
  from?: number;
  /** So many arguments the library puts before them. */
  before?: number;
}
