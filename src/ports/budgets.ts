/** Something that costs requests to GitHub, and on whose account it goes. */
export interface Spending {
  installationId: number;
  /** Everything that shares one total: reviews, commands, or what is created at GitHub. */
  purse: "review" | "command" | "creation";
  /** Whose share it is: the owner of a fork, or who commands. */
  payer: string;
  /** How much one payer, and all of them together, may spend in an hour. */
  limits: { one: number; all: number };
  now: Date;
}

/** The part of the store that knows what was spent in the last hour. */
export interface Budgets {
  /** Spends one; null when it could be, else the time at which it can. Nothing is spent then. */
  spend(spending: Spending): Promise<Date | null>;
}
