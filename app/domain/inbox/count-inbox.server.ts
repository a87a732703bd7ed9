import type { Db } from '#app/platform/platform.server.ts';
import { bindValues } from './bind-values.ts';
import { COUNT_LIMIT } from './count-limit.ts';
import { type InboxView, type Looking, OPEN, VIEW_QUERIES } from './inbox-view.ts';

type CountedView = Exclude<InboxView, 'done'>;

/** How many leads each view holds, and what will be too late if it waits: each at most `COUNT_LIMIT`. */
export type InboxCount = Readonly<Record<CountedView, number>> & {
  /** Callbacks and meetings whose time has come. */
  readonly promisesDue: number;
  /** Leads that were tried and whose next step is due, other than these. */
  readonly othersDue: number;
  /** Leads that nobody tried whose dispute window closes before `closingBefore`. */
  readonly closingUntried: number;
  /** Whether a lead was ever bought. */
  readonly hasBought: boolean;
};

/** Counts an organisation's open leads by index, as far as a person would. */
export async function countInbox(db: Db, input: Looking & { closingBefore: Date }): Promise<InboxCount> {
  const bound = bindValues();
  const { bind } = bound;
  const organisation = bind(input.organisationId, 'text');
  const now = bind(input.now, 'timestamptz');
  const closingBefore = bind(input.closingBefore, 'timestamptz');
  const worked = (view: CountedView) =>
    `FROM sale_work WHERE organisation_id = ${organisation} AND ${VIEW_QUERIES[view].filter(bound, input)}`;
  const upTo = (rows: string) => `(SELECT count(*)::int FROM (SELECT ${rows} LIMIT ${COUNT_LIMIT}) counted)`;
  const isPromise = `outcome IN ('callback', 'meeting') AND next_at IS NOT NULL`;
  // Heat by heat, so that what is planned for later is not read on the way to the next heat.
  const due = `heat, outcome, next_at, first_tried_at FROM generate_series(0, 2) one (of_heat) CROSS JOIN LATERAL (
    SELECT heat, outcome, next_at, first_tried_at ${worked('due')} AND heat = of_heat LIMIT ${COUNT_LIMIT}) due`;
  type Parts = Record<
    'untouched' | 'untouchedClosing' | 'workedClosing' | 'promisesDue' | 'othersDue' | CountedView,
    number
  > & {
    hasBought: boolean;
  };
  const { rows } = await db.pool.query<Parts>(
    `SELECT
       ${upTo(`FROM sale WHERE buyer_organisation_id = ${organisation} AND untouched_heat IS NOT NULL`)} AS untouched,
       ${upTo(due)} AS due,
       ${upTo(worked('new'))} AS "new",
       ${upTo(worked('mine'))} AS mine,
       ${upTo(worked('today'))} AS today,
       ${upTo(worked('open'))} AS "open",
       ${upTo(`FROM sale_work WHERE organisation_id = ${organisation} AND ${OPEN} AND ${isPromise} AND next_at <= ${now}`)} AS "promisesDue",
       (SELECT count(*)::int FROM (SELECT ${due} LIMIT ${COUNT_LIMIT}) w
        WHERE first_tried_at IS NOT NULL AND NOT (${isPromise})) AS "othersDue",
       ${upTo(`FROM sale WHERE buyer_organisation_id = ${organisation} AND untouched_heat IS NOT NULL AND status = 'held'
         AND dispute_until > ${now} AND dispute_until <= ${closingBefore}`)} AS "untouchedClosing",
       (SELECT count(*)::int FROM (SELECT sale_id ${worked('new')} LIMIT ${COUNT_LIMIT}) w CROSS JOIN LATERAL (
          SELECT FROM sale s WHERE s.id = w.sale_id AND s.status = 'held'
            AND s.dispute_until > ${now} AND s.dispute_until <= ${closingBefore}) closing) AS "workedClosing",
       EXISTS (SELECT FROM sale WHERE buyer_organisation_id = ${organisation}) AS "hasBought"`,
    [...bound.values],
  );
  const [found] = rows;
  if (!found) throw new Error('an aggregate has one row');
  const { untouched, untouchedClosing, workedClosing, ...rest } = found;
  const withUntouched = (counted: number) => Math.min(counted + untouched, COUNT_LIMIT);
  return {
    ...rest,
    due: withUntouched(rest.due),
    new: withUntouched(rest.new),
    open: withUntouched(rest.open),
    closingUntried: Math.min(untouchedClosing + workedClosing, COUNT_LIMIT),
  };
}
