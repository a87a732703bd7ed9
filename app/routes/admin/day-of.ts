/** A day of the bank's, as statements write it. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
