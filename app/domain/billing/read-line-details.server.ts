import type { Queryable } from '#app/platform/db.server.ts';

/**
 * What a movement that is no sale was about, as far as its kind does not say so. A card is that which was charged, or which a
 * refund went to; `payment` is the payment by card that its bank took back; texts are as somebody wrote them.
 */
export type LineDetail =
  | { readonly of: 'reason'; readonly text: string }
  | { readonly of: 'purpose'; readonly text: string }
  | { readonly of: 'card'; readonly brand: string | null; readonly last4: string | null }
  | {
      readonly of: 'payment';
      readonly brand: string | null;
      readonly last4: string | null;
      readonly paidAt: Date;
    }
  | { readonly of: 'invoice'; readonly number: string }
  | { readonly of: 'account'; readonly masked: string; readonly reason: string | null }
  | { readonly of: 'failure'; readonly code: string }
  | { readonly of: 'reversal'; readonly reason: string }
  | { readonly of: 'recovery'; readonly causeId: string };

type Row = { id: string; of: LineDetail['of']; a: string | null; b: string | null; at: Date | null };

/** Each table by its key; of another organisation's nothing is told. */
const DETAILS = `
  SELECT id, 'reason' AS of, reason AS a, NULL AS b, NULL::timestamptz AS at FROM correction WHERE id = ANY ($1) AND organisation_id = $2
  UNION ALL SELECT id, 'purpose', purpose, NULL, NULL FROM reservation WHERE id = ANY ($1) AND organisation_id = $2
  UNION ALL SELECT id, 'card', brand, last4, NULL FROM card_charge WHERE id = ANY ($1) AND organisation_id = $2
  UNION ALL SELECT f.id, 'card', c.brand, c.last4, NULL FROM card_refund f JOIN card_charge c ON c.id = f.charge_id
    WHERE f.id = ANY ($1) AND f.organisation_id = $2
  UNION ALL SELECT b.id, 'payment', c.brand, c.last4, c.created_at FROM chargeback b JOIN card_charge c ON c.id = b.charge_id
    WHERE b.id = ANY ($1) AND b.organisation_id = $2
  UNION ALL SELECT r.id, 'payment', c.brand, c.last4, c.created_at FROM chargeback_recovery r JOIN chargeback b ON b.id = r.chargeback_id
    JOIN card_charge c ON c.id = b.charge_id WHERE r.id = ANY ($1) AND b.organisation_id = $2
  UNION ALL SELECT r.id, 'invoice', i.number, NULL, NULL FROM bank_receipt r JOIN bank_invoice i ON i.id = r.invoice_id
    WHERE r.id = ANY ($1) AND r.organisation_id = $2
  UNION ALL SELECT id, 'account', masked, reason, NULL FROM bank_payout WHERE id = ANY ($1) AND organisation_id = $2
  UNION ALL SELECT id, 'failure', failure_code, NULL, NULL FROM payout WHERE id = ANY ($1) AND organisation_id = $2 AND failure_code IS NOT NULL
  UNION ALL SELECT r.id, 'reversal', r.reason, NULL, NULL FROM payout_reversal r JOIN payout p ON p.id = r.payout_id
    WHERE r.id = ANY ($1) AND p.organisation_id = $2
  UNION ALL SELECT id, 'recovery', cause_id, NULL, NULL FROM debt_recovery WHERE id = ANY ($1) AND organisation_id = $2`;

/**
 * What movements of an organisation were about, by the ids of their subjects. Sales are not among them: they are told of by
 * their leads.
 * @param input.subjectIds at most as many as one batch of lines has
 */
export async function readLineDetails(
  db: { readonly pool: Queryable },
  input: { organisationId: string; subjectIds: readonly string[] },
): Promise<Map<string, LineDetail>> {
  if (input.subjectIds.length === 0) return new Map();
  const { rows } = await db.pool.query<Row>(DETAILS, [input.subjectIds, input.organisationId]);
  return new Map(rows.map((row) => [row.id, toDetail(row)]));
}

function toDetail({ of, a, b, at }: Row): LineDetail {
  switch (of) {
    case 'card':
      return { of, brand: a, last4: b };
    case 'payment':
      return { of, brand: a, last4: b, paidAt: at ?? new Date(0) };
    case 'invoice':
      return { of, number: a ?? '' };
    case 'account':
      return { of, masked: a ?? '', reason: b };
    case 'failure':
      return { of, code: a ?? '' };
    case 'reversal':
      return { of, reason: a ?? '' };
    case 'recovery':
      return { of, causeId: a ?? '' };
    default:
      return { of, text: a ?? '' };
  }
}
