import type pg from 'pg';
import type { Submission } from './lead-flow.ts';
import { cut } from './sentences.ts';

const FINAL = new Set(['rejected', 'duplicate', 'sold', 'available']);

/** What was answered with 2xx is kept: one lead per key (of which the database holds a hash), and with a verdict. */
export async function leadsKept(owner: pg.Pool, submissions: readonly Submission[]): Promise<string[]> {
  const { rows } = await owner.query<{ id: string; status: string; key: string | null }>(
    'SELECT l.id, l.status, k.key FROM lead l LEFT JOIN intake_key k ON k.lead_id = l.id',
  );
  const leads = new Map(rows.map((row) => [row.id, row]));
  const answered = submissions.filter((one) => one.answers.length > 0);
  const sentences: string[] = [];
  for (const submission of answered) {
    const [answer] = submission.answers;
    if (!answer) continue;
    const lead = leads.get(answer.body.id);
    if (!lead) sentences.push(`lead ${answer.body.id} was answered ${answer.status} and is gone`);
    else if (!FINAL.has(lead.status)) sentences.push(`lead ${lead.id} stays ${lead.status}`);
    else if ((lead.key === null) !== (submission.key === null))
      sentences.push(`lead ${lead.id} is kept without its key`);
    else if (answer.status === 200 && answer.body.status !== lead.status)
      sentences.push(`lead ${lead.id} was answered ${answer.body.status} and is ${lead.status}`);
  }
  const ids = new Set(answered.map((one) => one.answers[0]?.body.id));
  if (ids.size !== answered.length)
    sentences.push(`${answered.length} leads were answered with ${ids.size} ids`);
  // Who lost the answer to a lead without a key cannot know whether it was taken.
  const unknown = submissions.filter((one) => one.key === null && one.answers.length === 0).length;
  const unasked = rows.length - ids.size;
  if (unasked > unknown) sentences.push(`${unasked - unknown} leads are kept that nobody was answered`);
  return cut(sentences);
}

/** Sent as exclusive, a person is not sold twice, whichever lead brought them. */
export async function contactsSoldOnce(
  owner: pg.Pool,
  submissions: readonly Submission[],
): Promise<string[]> {
  const { rows } = await owner.query<{ lead_id: string }>('SELECT DISTINCT lead_id FROM sale');
  const sold = new Set(rows.map((row) => row.lead_id));
  const byPhone = Map.groupBy(
    submissions.filter((one) => sold.has(one.answers[0]?.body.id ?? '')),
    (one: Submission) => one.phone,
  );
  return cut(
    [...byPhone.values()]
      .filter((submissions) => submissions.length > 1)
      .map((submissions) => `one contact was sold in ${submissions.map((one) => one.answers[0]?.body.id)}`),
  );
}
