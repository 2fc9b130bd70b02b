/** How an error says that text nests too deep, for the stack or for the limit. */
const TOO_DEEP = /call stack|nests deeper/;

/**
 * What a library function or an operator makes of known values; null where these are out of
 * its range: a count below zero, half a character code. That fails in the program as well, or
 * gives what nobody knows; it must not keep the rest of the file from being read. Text that
 * nests too deep is still thrown.
 */
export function unlessRefused<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof RangeError) || TOO_DEEP.test(error.message)) throw error;
    return null;
  }
}
