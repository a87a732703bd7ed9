import type { Queryable } from '#app/platform/db.server.ts';
import type { Chargeback } from './chargeback.ts';

/** What the statements that read chargebacks select, of `chargeback c`. */
export const CHARGEBACK_COLUMNS = `c.id, c.organisation_id AS "organisationId", c.charge_id AS "chargeId",
  c.stripe_dispute_id AS "stripeDisputeId", c.currency, c.amount_minor AS "amountMinor", c.reason, c.status,
  c.evidence_due_at AS "evidenceDueAt", c.opened_at AS "openedAt", c.withdrawn_minor AS "withdrawnMinor",
  c.cost_minor AS "costMinor", c.frozen_minor AS "frozenMinor", c.reinstated_minor AS "reinstatedMinor",
  c.unfrozen_minor AS "unfrozenMinor",
  (SELECT coalesce(sum(amount_minor), 0)::bigint FROM chargeback_recovery WHERE chargeback_id = c.id) AS "recoveredMinor"`;

/** Chargebacks, newest first, at most `limit`: of one organisation, or of all when it is null. */
export async function readChargebacks(
  db: Queryable,
  input: { organisationId: string | null; limit: number },
): Promise<Chargeback[]> {
  const { rows } = await db.query<Chargeback>(
    `SELECT ${CHARGEBACK_COLUMNS} FROM chargeback c WHERE $1::text IS NULL OR c.organisation_id = $1
     ORDER BY c.id DESC LIMIT $2`,
    [input.organisationId, input.limit],
  );
  return rows;
}

/** One chargeback, or null. */
export async function readChargeback(db: Queryable, id: string): Promise<Chargeback | null> {
  const { rows } = await db.query<Chargeback>(
    `SELECT ${CHARGEBACK_COLUMNS} FROM chargeback c WHERE c.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** The chargebacks because of which an organisation's money stands still, oldest first. */
export async function readStandingChargebacks(db: Queryable, organisationId: string): Promise<Chargeback[]> {
  const { rows } = await db.query<Chargeback>(
    `SELECT ${CHARGEBACK_COLUMNS} FROM chargeback c WHERE c.organisation_id = $1 AND chargeback_stands(c)
     ORDER BY c.id LIMIT 20`,
    [organisationId],
  );
  return rows;
}
