import { platformAccount } from '#app/domain/billing/accounts.ts';
import { FEE_KINDS } from '#app/domain/billing/fee-kinds.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { addMonths, endOfMonth, isMonthOver, type Month, monthOf, monthsBetween } from '#app/kernel/month.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { feeWindow, issueFeePaper } from './issue-fee-paper.server.ts';

/** How long a seller has to say who it is by law, before its paper is made out to the name it goes by here. */
export const DETAILS_WITHIN_MS = 10 * DAY_MS;
/** How far back an operator who was not known is made up for. */
const MONTHS_LIMIT = 13;
const SELLERS_LIMIT = 500;

/**
 * Issues what papers are due for months that are over: an invoice for each seller, currency and month with fees, and
 * credit notes for fees that came back after they were invoiced. May be repeated: what was issued is not issued again.
 * @returns how many were issued; none while the operator is not known
 */
export async function issueFeePapers(db: Db, input: { now: Date }): Promise<number> {
  const operator = await readSetting(db, 'operator');
  if (!operator.party) return 0;
  let issued = 0;
  for (const currency of CURRENCIES) {
    for (const month of await monthsDue(db, currency, input.now)) {
      for (const organisationId of await sellersDue(db, { currency, month, now: input.now }))
        issued += (await issueFeePaper(db, { organisationId, currency, month, now: input.now })).length;
    }
  }
  return issued;
}

/** From the month before the last that has papers: it may have sellers who gave their details late. */
async function monthsDue(db: Db, currency: Currency, now: Date): Promise<Month[]> {
  const { rows } = await db.pool.query<{ first: Date | null; last: Month | null }>(
    `SELECT (SELECT created_at FROM transfer WHERE credit_account_id = $1 ORDER BY id LIMIT 1) AS first,
       (SELECT max(month) FROM fee_paper WHERE currency = $2) AS last`,
    [platformAccount('fees', currency), currency],
  );
  const { first, last } = rows[0] ?? { first: null, last: null };
  if (!first) return [];
  const from = last ? addMonths(last, -1) : monthOf(first);
  return monthsBetween(from, monthOf(now), MONTHS_LIMIT).filter((month) => isMonthOver(month, now));
}

/** Sellers with fees on no paper yet; those who gave no details only once they had time to. */
async function sellersDue(db: Db, input: { currency: Currency; month: Month; now: Date }): Promise<string[]> {
  const { currency, month, now } = input;
  const isLate = now >= after(endOfMonth(month), DETAILS_WITHIN_MS);
  const { rows } = await db.pool.query<{ id: string }>(
    `SELECT DISTINCT s.seller_organisation_id AS id
     FROM (
       SELECT id, seller_organisation_id FROM sale WHERE currency = $1 AND id >= $5 AND id < $6
       UNION SELECT id, seller_organisation_id FROM sale WHERE currency = $1 AND status = 'refunded') s
     JOIN transfer t ON s.id = fee_sale_of(t.kind, t.subject_id)
     WHERE t.kind = ANY ($2) AND t.created_at >= $3 AND t.created_at < $4
       AND NOT EXISTS (SELECT FROM fee_paper_line l WHERE l.transfer_id = t.id)
       AND ($7 OR EXISTS (SELECT FROM legal_details d WHERE d.organisation_id = s.seller_organisation_id))
     ORDER BY id LIMIT $8`,
    [currency, FEE_KINDS, ...feeWindow(month), isLate, SELLERS_LIMIT],
  );
  return rows.map(({ id }) => id);
}
