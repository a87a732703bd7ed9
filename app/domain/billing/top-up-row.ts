import type { Currency } from '#app/kernel/money.ts';
import type { TopUp, TopUpStatus } from './top-up.ts';

/** What the statements that read top-ups select. */
export const TOP_UP_COLUMNS = `id, organisation_id AS "organisationId", currency, amount_minor AS "amountMinor", status,
  stripe_session_id AS "pageId", saves_card AS "savesCard", created_by AS "createdBy", created_at AS "createdAt", paid_at AS "paidAt", dropped_at AS "droppedAt"`;

/** A top-up with the payment page it has at Stripe; null before there was an answer. */
export type TopUpRow = TopUp & {
  readonly pageId: string | null;
  readonly savesCard: boolean;
  readonly createdBy: string;
};

/** A row as Prisma gives it. */
export function toTopUp(row: {
  id: string;
  organisationId: string;
  currency: string;
  amountMinor: bigint;
  status: string;
  stripeSessionId: string | null;
  savesCard: boolean;
  createdBy: string;
  createdAt: Date;
  paidAt: Date | null;
  droppedAt: Date | null;
}): TopUpRow {
  return {
    id: row.id,
    organisationId: row.organisationId,
    currency: row.currency as Currency,
    amountMinor: row.amountMinor,
    status: row.status as TopUpStatus,
    pageId: row.stripeSessionId,
    savesCard: row.savesCard,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    paidAt: row.paidAt,
    droppedAt: row.droppedAt,
  };
}
