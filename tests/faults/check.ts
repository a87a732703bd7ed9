import type pg from 'pg';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { compareWithStripe } from '#app/domain/reports/compare-with-stripe.server.ts';
import { SCHEDULE } from '#jobs/schedule.ts';
import { bankMoneyTold, batchesTold } from './check-banks.ts';
import { chargebacksOnce, rechargesWithin, refundsOnce, refundsTold } from './check-cards.ts';
import { contactsSoldOnce, leadsKept } from './check-leads.ts';
import {
  accountsOnce,
  chargesOnce,
  eventsWorked,
  payoutsOnce,
  payoutsTold,
  topUpsTold,
} from './check-payments.ts';
import { delivered, salesOnce } from './check-sales.ts';
import { asSentences, cut } from './sentences.ts';
import type { Stage } from './stage.ts';
import { viewStripe } from './stripe-view.ts';

const JOBS_GIVEN_UP = `
  SELECT regexp_replace(name, '-dead$', '') AS name, count(*) FROM pgboss.job
  WHERE (name LIKE '%-dead' OR state IN ('failed', 'cancelled')) AND regexp_replace(name, '-dead$', '') <> ALL ($1::text[])
  GROUP BY 1`;

const OVERLAP_S = 60;

/**
 * What does not hold once everything has come to rest, a sentence each.
 * @param sinceS what was made at Stripe since then is compared line by line; all of it is in its balance
 */
export async function violationsOf(stage: Stage, sinceS: number): Promise<string[]> {
  const { owner, leads, topUps, payouts, cards, banks, inbox, installation } = stage;
  // What is booked after a moment may have been done at Stripe a little before it.
  const view = await viewStripe(installation.stripe, { sinceS: Math.max(0, sinceS - OVERLAP_S) });
  const since = new Date(sinceS * 1_000);
  return [
    ...cut(stage.loads.flatMap(({ wrong }) => wrong)),
    ...cut(inbox.forged),
    ...(await leadsKept(owner, leads.submissions)),
    ...(await contactsSoldOnce(owner, leads.submissions)),
    ...(await salesOnce(owner)),
    ...(await delivered(owner, inbox)),
    ...(await topUpsTold(owner, topUps)),
    ...(await chargesOnce(owner, view, since)),
    ...(await payoutsTold(owner, payouts)),
    ...(await payoutsOnce(owner, view, since)),
    ...(await refundsTold(owner, cards)),
    ...(await refundsOnce(owner, view, since)),
    ...(await chargebacksOnce(owner, view)),
    ...(await rechargesWithin(owner)),
    ...(await bankMoneyTold(owner, banks)),
    ...(await batchesTold(owner, banks)),
    ...(await accountsOnce(owner, view)),
    ...(await eventsWorked(owner, view)),
    ...(await jobsGivenUp(owner)),
    ...(await checkBooks(owner)),
    ...(await compared(stage)),
  ];
}

/** What runs by the clock is made up for by its next run. */
function jobsGivenUp(owner: pg.Pool): Promise<string[]> {
  const values = [SCHEDULE.map(({ job }) => job.name)];
  return asSentences(
    owner,
    { text: JOBS_GIVEN_UP, values },
    (row) => `${row.count} jobs were given up: ${row.name}`,
  );
}

async function compared({ owner, db }: Stage): Promise<string[]> {
  const comparison = await compareWithStripe(owner, db.stripe);
  return comparison?.differences ?? ['clearing and Stripe cannot be compared: too much is under way'];
}
