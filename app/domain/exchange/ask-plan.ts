/** Whether a seller has a mail at each move of an ask, or reads of it in the offer's history alone. */
export const ASK_TELLS = ['each', 'none'] as const;
export type AskTells = (typeof ASK_TELLS)[number];

/** What a seller wants done about an offer's ask at night. Minor units of the offer's currency. */
export type AskPlan = {
  readonly follows: boolean;
  readonly floorMinor: bigint | null;
  readonly ceilingMinor: bigint | null;
  /** What a lead costs its seller, where they told it to have the ask checked against it. */
  readonly costMinor: bigint | null;
  readonly tells: AskTells;
};

export const NO_PLAN: AskPlan = {
  follows: false,
  floorMinor: null,
  ceilingMinor: null,
  costMinor: null,
  tells: 'each',
};
