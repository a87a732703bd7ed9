/** How a contact comes to be read. */
export const READING_WAYS = ['page', 'api', 'webhook', 'certificate', 'moderator', 'person'] as const;
export type ReadingWay = (typeof READING_WAYS)[number];

/** By what right: it was bought, a dispute is to be decided, it is the reader's own. */
export type ReadingReason = 'bought' | 'dispute' | 'own';

/** That somebody reads contacts: ids only, no word of whom they are about. */
export type Reading = {
  readonly way: ReadingWay;
  readonly why: ReadingReason;
  /** A person, a key, an endpoint. */
  readonly reader: string;
  readonly organisationId: string | null;
  /** What makes it one reading, however often it is asked for: a day, an attempt, a moment. */
  readonly occasion: string;
  /** The request or job it came by. */
  readonly origin: string;
};

/** One line of the log of readings. */
export type ReadingLine = Omit<Reading, 'occasion'> & {
  readonly leadId: string;
  readonly saleId: string | null;
  readonly at: Date;
};
