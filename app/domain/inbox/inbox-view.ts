/** What of the bought leads is shown: what is due, what nobody tried, one's own, what is planned for today, all open, the rest. */
export const INBOX_VIEWS = ['due', 'new', 'mine', 'today', 'open', 'done'] as const;
export type InboxView = (typeof INBOX_VIEWS)[number];

/** Money given back for a lead closes it: nobody is to call a person whose lead was returned. */
const OPEN = `s.status <> 'refunded' AND coalesce(w.outcome, 'new') NOT IN ('won', 'lost', 'junk')`;

/**
 * What belongs to each view, over `sale s LEFT JOIN sale_work w`. $2 is now, $3 the person, $4 the end of their day. An
 * open lead without a dated step is due: it has been forgotten.
 */
export const VIEW_FILTERS: Readonly<Record<InboxView, string>> = {
  due: `${OPEN} AND (w.next_at IS NULL OR w.next_at <= $2)`,
  new: `${OPEN} AND w.first_tried_at IS NULL`,
  mine: `${OPEN} AND w.owner_id = $3`,
  today: `${OPEN} AND w.next_at < $4`,
  open: OPEN,
  done: `NOT (${OPEN})`,
};

const HOTTEST = `CASE l.temperature WHEN 'hot' THEN 0 WHEN 'warm' THEN 1 ELSE 2 END`;

/** Over `lead l` as well. */
export const VIEW_ORDERS: Readonly<Record<InboxView, string>> = {
  due: `${HOTTEST}, coalesce(w.next_at, s.sold_at), s.id`,
  new: `${HOTTEST}, s.sold_at, s.id`,
  mine: 'w.next_at NULLS FIRST, s.id',
  today: 'w.next_at, s.id',
  open: 's.id DESC',
  done: 'coalesce(w.updated_at, s.sold_at) DESC, s.id DESC',
};
