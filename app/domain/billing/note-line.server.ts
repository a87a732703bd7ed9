import type { Queryable } from '#app/platform/db.server.ts';
import { SETTLED, type Source, type Verdict } from './reconciliation.ts';

/** Writes down how the two sides agree about a line; what it said before is replaced, when it was first seen is not. */
export async function noteLine(
  db: Queryable,
  input: {
    id: string;
    runId: string;
    source: Source;
    type: string;
    currency: string;
    stripeMinor: bigint | null;
    oursMinor: bigint | null;
    feeMinor: bigint;
    /** As what it stands in Stripe's balance where Stripe converted it; the fee is in that currency then. */
    settled?: { readonly currency: string; readonly amountMinor: bigint } | null;
    transferKey: string | null;
    verdict: Verdict;
    happenedAt: Date;
    now: Date;
  },
): Promise<void> {
  await db.query(
    `INSERT INTO reconciliation_line (id, run_id, type, currency, stripe_minor, ours_minor, fee_minor, transfer_key, verdict, happened_at,
       first_seen_at, settled_at, source, settled_currency, settled_minor)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     ON CONFLICT (id) DO UPDATE SET run_id = excluded.run_id, currency = excluded.currency,
       settled_currency = excluded.settled_currency, settled_minor = excluded.settled_minor, stripe_minor = excluded.stripe_minor, ours_minor = excluded.ours_minor,
       fee_minor = excluded.fee_minor, transfer_key = excluded.transfer_key, verdict = excluded.verdict,
       settled_at = CASE WHEN excluded.settled_at IS NOT NULL THEN coalesce(reconciliation_line.settled_at, excluded.settled_at) END`,
    [
      input.id,
      input.runId,
      input.type,
      input.currency,
      input.stripeMinor,
      input.oursMinor,
      input.feeMinor,
      input.transferKey,
      input.verdict,
      input.happenedAt,
      input.now,
      SETTLED.includes(input.verdict) ? input.now : null,
      input.source,
      input.settled?.currency ?? null,
      input.settled?.amountMinor ?? null,
    ],
  );
}
