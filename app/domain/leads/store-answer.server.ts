import type { Queryable } from '#app/platform/db.server.ts';
import type { StoredAnswer } from './take-leads.server.ts';

/** Keeps what was answered to a request with an idempotency key; the first answer stays. */
export async function storeAnswer(
  db: Queryable,
  input: { organisationId: string; key: string; answer: StoredAnswer },
): Promise<void> {
  await db.query({
    name: 'store-intake-answer',
    text: `UPDATE intake_key SET answer_status = $3, answer_body = $4
           WHERE organisation_id = $1 AND key = $2 AND answer_status IS NULL`,
    values: [input.organisationId, input.key, input.answer.status, JSON.stringify(input.answer.body)],
  });
}
