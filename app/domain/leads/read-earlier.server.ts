import type { Queryable } from '#app/platform/db.server.ts';
import type { Earlier, Idempotency } from './intake.ts';

type Row = {
  request_hash: Buffer;
  lead_id: string;
  answer_status: number | null;
  answer_body: unknown;
  in_flight_until: Date;
};

/** What became of an earlier request with this key of the seller, or null when there was none. */
export async function readEarlier(
  db: Queryable,
  input: { organisationId: string; idempotency: Idempotency; now: Date },
): Promise<Earlier | null> {
  const { rows } = await db.query<Row>({
    name: 'read-intake-key',
    text: `SELECT request_hash, lead_id, answer_status, answer_body, in_flight_until
           FROM intake_key WHERE organisation_id = $1 AND key = $2`,
    values: [input.organisationId, input.idempotency.key],
  });
  const [earlier] = rows;
  if (!earlier) return null;
  if (!earlier.request_hash.equals(input.idempotency.requestHash)) return { kind: 'key_reused' };
  const answer =
    earlier.answer_status === null ? null : { status: earlier.answer_status, body: earlier.answer_body };
  return {
    kind: 'repeated',
    leadId: earlier.lead_id,
    answer,
    inFlight: answer === null && earlier.in_flight_until > input.now,
  };
}
