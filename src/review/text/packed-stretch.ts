/** A stretch of code that was packed, and how that shows. */
export interface PackedStretch {
  start: number;
  end: number;
  note: string;
}
