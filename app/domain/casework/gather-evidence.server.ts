import { readActions } from '#app/domain/audit/read-actions.server.ts';
import type { Chargeback } from '#app/domain/billing/chargeback.ts';
import { readChargeback } from '#app/domain/billing/read-chargebacks.server.ts';
import { type Line, readStatement } from '#app/domain/billing/read-statement.server.ts';
import { readTopUp } from '#app/domain/billing/read-top-ups.server.ts';
import type { TopUp } from '#app/domain/billing/top-up.ts';
import { type Arrival, readArrivals } from '#app/domain/delivery/read-arrivals.server.ts';
import { readSalesSince } from '#app/domain/exchange/read-sales-since.server.ts';
import {
  type MemberSession,
  readOrganisationSessions,
} from '#app/domain/identity/read-organisation-sessions.server.ts';
import { type Payer, readPayer } from '#app/domain/identity/read-payer.server.ts';
import { readOrganisationsById } from '#app/domain/identity/read-sellers-in-review.server.ts';
import { readFirstLooks } from '#app/domain/leads/read-readings.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';

const LIMIT = 100;

/** A lead that was bought from the wallet after the payment: no word of whom it is about. */
export type BoughtLead = {
  readonly saleId: string;
  readonly soldAt: Date;
  readonly priceMinor: bigint;
  readonly arrival: Arrival | null;
  /** When somebody of the buyer's first looked at the contact. */
  readonly openedAt: Date | null;
};

/** All that the exchange holds about a payment that is disputed, without contact data of leads. */
export type Evidence = {
  readonly chargeback: Chargeback;
  readonly topUp: TopUp;
  readonly organisation: string;
  readonly payer: Payer | null;
  readonly sessions: readonly MemberSession[];
  readonly leads: readonly BoughtLead[];
  readonly statement: readonly Line[];
};

/** What speaks for a payment having been the buyer's own, and used; null when there is no such chargeback. */
export async function gatherEvidence(db: Db, chargebackId: string): Promise<Evidence | null> {
  const chargeback = await readChargeback(db.pool, chargebackId);
  if (!chargeback) return null;
  const { organisationId, currency, topUpId } = chargeback;
  const topUp = present(await readTopUp(db, { organisationId, topUpId }), 'a chargeback is of a top-up');
  const since = topUp.paidAt ?? topUp.createdAt;
  const [sales, opened, sessions, { lines }, organisations, started] = await Promise.all([
    readSalesSince(db, { buyerOrganisationId: organisationId, currency, since, limit: LIMIT }),
    readFirstLooks(db, { organisationId, since, limit: LIMIT * 2 }),
    readOrganisationSessions(db, { organisationId, limit: LIMIT }),
    readStatement(db, { organisationId, currency, page: 1, pageSize: LIMIT }),
    readOrganisationsById(db, [organisationId]),
    readActions(db, {
      organisationId,
      action: 'top_up.started',
      since: new Date(topUp.createdAt.getTime()),
      limit: LIMIT,
    }),
  ]);
  const arrivals = await readArrivals(db.pool, { organisationId, subjectIds: sales.map(({ id }) => id) });
  const paidBy = started.find(({ subjectId }) => subjectId === topUpId)?.actor ?? '';
  return {
    chargeback,
    topUp,
    organisation: present(organisations.get(organisationId), 'organisations are not removed').name,
    payer: await readPayer(db, paidBy),
    sessions,
    leads: sales.map(({ id, soldAt, priceMinor }) => ({
      saleId: id,
      soldAt,
      priceMinor,
      arrival: arrivals.find(({ subjectId }) => subjectId === id) ?? null,
      openedAt: opened.get(id) ?? null,
    })),
    statement: lines.filter(({ at }) => at >= since),
  };
}
