/** The owner of the list that holds for everybody. */
export const PLATFORM = 'platform';

/** Why somebody put contacts on a list. No free text: it could hold what the list keeps as a hash. */
export const SUPPRESSION_REASONS = ['asked_not_to', 'customer', 'complaint', 'other'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** Lines of one upload. */
export const UPLOAD_LINES_MOST = 100_000;

/** Contacts of one list. */
export const LIST_MOST = 1_000_000;
