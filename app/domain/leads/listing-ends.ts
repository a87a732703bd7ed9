/** Days after the one for which a lead was wanted. */
const AFTER_WANTED_DAYS = 30;
/** Days after it came, where no such day was named. */
const UNSOLD_DAYS = 90;

/** SQL over a row `l` of leads: until when it is offered; what is unsold then is erased. */
export const LISTING_ENDS = `l.created_at + make_interval(days => coalesce(l.wanted_within_days + ${AFTER_WANTED_DAYS}, ${UNSOLD_DAYS}))`;
