import type { Bound } from './bind-values.ts';

/** What of the bought leads is shown: what is due, what nobody tried, one's own, what is planned for today, all open, the rest. */
export const INBOX_VIEWS = ['due', 'new', 'mine', 'today', 'open', 'done'] as const;
export type InboxView = (typeof INBOX_VIEWS)[number];

/** Whose inbox it is, who looks at it, and when. */
export type Looking = {
  readonly organisationId: string;
  /** Whose leads are "mine". */
  readonly personId: string;
  readonly now: Date;
  readonly endOfDay: Date;
};

/** How a view finds its leads, in SQL over `sale_work`. */
type ViewQuery = {
  readonly filter: (bound: Bound, looking: Looking) => string;
  /** The moment by which leads stand in order, each the key of an index. */
  readonly moment: string;
  /** The hottest first, each heat in the order of its moments. */
  readonly isByHeat: boolean;
  readonly isNewestFirst: boolean;
  /** Leads that nobody touched belong to it as well, in the order of their sales. */
  readonly hasUntouched: boolean;
};

/**
 * Money given back for a lead ends it, and so does its contact erased: nobody is to call a person whose lead was returned, and
 * nobody can call one who is gone. The partial indexes of `sale_work` say it in the same words; said otherwise, they are not used.
 */
export const OPEN = `NOT ended AND outcome NOT IN ('won', 'lost', 'junk')`;

/** An open lead without a dated step has been forgotten, and is due since it was bought. */
const DUE_AT = 'coalesce(next_at, sold_at)';

export const VIEW_QUERIES: Readonly<Record<InboxView, ViewQuery>> = {
  due: {
    filter: ({ bind }, { now }) => `${OPEN} AND ${DUE_AT} <= ${bind(now, 'timestamptz')}`,
    moment: DUE_AT,
    isByHeat: true,
    isNewestFirst: false,
    hasUntouched: true,
  },
  new: {
    filter: () => `${OPEN} AND first_tried_at IS NULL`,
    moment: 'sold_at',
    isByHeat: true,
    isNewestFirst: false,
    hasUntouched: true,
  },
  mine: {
    filter: ({ bind }, { personId }) => `${OPEN} AND owner_id = ${bind(personId, 'text')}`,
    // What has no dated step comes first.
    moment: `coalesce(next_at, 'epoch'::timestamptz)`,
    isByHeat: false,
    isNewestFirst: false,
    hasUntouched: false,
  },
  today: {
    filter: ({ bind }, { endOfDay }) =>
      `${OPEN} AND next_at IS NOT NULL AND next_at < ${bind(endOfDay, 'timestamptz')}`,
    moment: 'next_at',
    isByHeat: false,
    isNewestFirst: false,
    hasUntouched: false,
  },
  open: {
    filter: () => OPEN,
    moment: 'sold_at',
    isByHeat: false,
    isNewestFirst: true,
    hasUntouched: true,
  },
  done: {
    filter: () => `NOT (${OPEN})`,
    moment: 'updated_at',
    isByHeat: false,
    isNewestFirst: true,
    hasUntouched: false,
  },
};
