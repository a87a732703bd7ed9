/** What came of trying a lead. A note says something and tries nothing. */
export const OUTCOMES = [
  'reached',
  'no_answer',
  'callback',
  'meeting',
  'won',
  'lost',
  'junk',
  'note',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How a lead stands with its buyer: by the last outcome, or new while nobody tried it. */
export const WORK_STATES = [
  'new',
  'reached',
  'no_answer',
  'callback',
  'meeting',
  'won',
  'lost',
  'junk',
] as const;
export type WorkState = (typeof WORK_STATES)[number];

/** States in which nothing more is to be done. */
export const CLOSED_STATES: readonly WorkState[] = ['won', 'lost', 'junk'];

export const WORK_CHANNELS = ['call', 'message', 'email', 'meeting', 'other'] as const;
export type WorkChannel = (typeof WORK_CHANNELS)[number];

/** Why a lead was no good; kept so that sources can be compared. */
export const JUNK_REASONS = [
  'wrong_contact',
  'by_mistake',
  'wrong_service',
  'out_of_area',
  'duplicate',
  'fake_or_spam',
  'other',
] as const;
export type JunkReason = (typeof JUNK_REASONS)[number];

/** A code and no text: what is written about a person stands sealed in the notes. */
export const NEXT_ACTIONS = ['call', 'message', 'email', 'meeting'] as const;
export type NextAction = (typeof NEXT_ACTIONS)[number];

/** Where the work on a bought lead stands. */
export type Standing = {
  readonly state: WorkState;
  readonly junkReason: JunkReason | null;
  /** The person who has it in hand. */
  readonly ownerId: string | null;
  readonly nextAction: NextAction | null;
  readonly nextAt: Date | null;
  readonly attemptCount: number;
  /** Less the moment of the sale it is the time of the first response. */
  readonly firstTriedAt: Date | null;
};

/** Where a sale stands that nobody touched yet. */
export const UNTOUCHED: Standing = {
  state: 'new',
  junkReason: null,
  ownerId: null,
  nextAction: null,
  nextAt: null,
  attemptCount: 0,
  firstTriedAt: null,
};
