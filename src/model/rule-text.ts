/** What a rule says to people; the text of a rule file, without its match. */
export interface RuleText {
  title: string;
  /** The message with its `{placeholders}`, so that its own words can be told from captures. */
  message?: string;
  why: string;
  normal: string;
  do: string;
  references: readonly string[];
}
