import { present } from '#app/kernel/assert.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { StoredAnswer } from './intake.ts';

/** Keeps what is answered to a request with an idempotency key. The first answer stays; it is returned. */
export async function storeAnswer(
  db: Queryable,
  input: { organisationId: string; key: string; answer: StoredAnswer },
): Promise<StoredAnswer> {
  const { rows } = await db.query<StoredAnswer>({
    name: 'store-intake-answer',
    text: `UPDATE intake_key SET answer_status = coalesce(answer_status, $3), answer_body = coalesce(answer_body, $4)
           WHERE organisation_id = $1 AND key = $2 RETURNING answer_status AS status, answer_body AS body`,
    values: [input.organisationId, input.key, input.answer.status, JSON.stringify(input.answer.body)],
  });
  return present(rows[0], 'a key that was taken is kept');
}
