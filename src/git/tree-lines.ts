/** One entry of `git ls-tree -z`, its name as the bytes that git stores. */
export interface TreeLine {
  mode: string;
  type: string;
  oid: string;
  name: Buffer;
}

/** Takes the output of `git ls-tree -z` apart; what is not an entry is passed over. */
export function* treeLines(listing: Uint8Array): Generator<TreeLine> {
  const bytes = Buffer.from(listing.buffer, listing.byteOffset, listing.byteLength);
  let start = 0;
  for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, start)) {
    const tab = bytes.indexOf(9, start);
    const [mode, type, oid] = bytes.toString("latin1", start, tab).split(" ");
    if (tab !== -1 && tab < end && mode && type && oid) {
      yield { mode, type, oid, name: bytes.subarray(tab + 1, end) };
    }
    start = end + 1;
  }
}
