/** Receipts `r` that are lines of their own: the same line of the bank once more is none. What was noted by hand has no other line. */
export const NO_DOUBLE = `NOT (r.status = 'double' AND EXISTS (SELECT FROM bank_receipt k WHERE k.id = r.resembles_id AND k.statement_id IS NOT NULL))`;
