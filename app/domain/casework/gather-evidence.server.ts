import { readActions } from '#app/domain/audit/read-actions.server.ts';
import type { Chargeback } from '#app/domain/billing/chargeback.ts';
import { type Charge, readCharge } from '#app/domain/billing/read-charge.server.ts';
import { readChargeback } from '#app/domain/billing/read-chargebacks.server.ts';
import { type Line, readStatement } from '#app/domain/billing/read-statement.server.ts';
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
  readonly charge: Charge;
  readonly organisation: string;
  /** Who began the payment, or had payments made by themselves. */
  readonly payer: Payer | null;
  readonly sessions: readonly MemberSession[];
  readonly leads: readonly BoughtLead[];
  readonly statement: readonly Line[];
};

/** What speaks for a payment having been the buyer's own, and used; null when there is no such chargeback. */
export async function gatherEvidence(db: Db, chargebackId: string): Promise<Evidence | null> {
  const chargeback = await readChargeback(db.pool, chargebackId);
  if (!chargeback) return null;
  const { organisationId, currency, chargeId } = chargeback;
  const charge = present(await readCharge(db.pool, { id: chargeId }), 'a chargeback is of a charge');
  const since = charge.paidAt;
  const [sales, opened, sessions, { lines }, organisations, paidBy] = await Promise.all([
    readSalesSince(db, { buyerOrganisationId: organisationId, currency, since, limit: LIMIT }),
    readFirstLooks(db, { organisationId, since, limit: LIMIT * 2 }),
    readOrganisationSessions(db, { organisationId, limit: LIMIT }),
    readStatement(db, { organisationId, currency, page: 1, pageSize: LIMIT }),
    readOrganisationsById(db, [organisationId]),
    payerOf(db, charge),
  ]);
  const arrivals = await readArrivals(db.pool, { organisationId, subjectIds: sales.map(({ id }) => id) });
  return {
    chargeback,
    charge,
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

/** A person's id, or nothing that is one. */
async function payerOf(db: Db, { id, organisationId, createdAt, byItself }: Charge): Promise<string> {
  if (!byItself) {
    const action = 'top_up.started';
    const started = await readActions(db, { organisationId, action, since: createdAt, limit: LIMIT });
    return started.find(({ subjectId }) => subjectId === id)?.actor ?? '';
  }
  const agreed = await readActions(db, {
    organisationId,
    action: 'recharge.on',
    since: new Date(0),
    limit: LIMIT,
  });
  return agreed.findLast(({ at }) => at <= createdAt)?.actor ?? '';
}
