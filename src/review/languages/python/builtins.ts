/** The names that every Python program has, and the one that every notebook has. Source: the Python library's `builtins`, 2 and 3. */
export const BUILTINS: ReadonlySet<string> = new Set(
  `__import__ __build_class__ abs aiter all anext any apply ascii bin bool breakpoint bytearray
  bytes callable chr classmethod compile complex copyright delattr dict dir divmod enumerate eval
  exec execfile exit file filter float format frozenset getattr globals hasattr hash help hex id
  input int isinstance issubclass iter len license list locals long map max memoryview min next
  object oct open ord pow print property quit range raw_input reduce reload repr reversed round
  set setattr slice sorted staticmethod str sum super tuple type unichr unicode vars xrange zip
  __builtins__ __loader__ __spec__ __file__ get_ipython`.split(/\s+/),
);
