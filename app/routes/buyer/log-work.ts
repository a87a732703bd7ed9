import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { recordWork } from '#app/domain/inbox/record-work.server.ts';
import type { Standing } from '#app/domain/inbox/work.ts';
import { JUNK_REASONS, NEXT_ACTIONS, OUTCOMES, type Outcome, WORK_CHANNELS } from '#app/domain/inbox/work.ts';
import { isId } from '#app/kernel/ids.ts';
import { parseDateTime } from '#app/ui/date-time.ts';
import { buyerWords } from '#app/words/en/buyer.ts';
import { attempt, type Failed, failed, one, type Typed } from '../form.ts';
import type { Member } from '../guard.ts';
import { fieldId, NOTE_LIMIT } from './work-fields.ts';

/** What no form of ours sends is no typing mistake. */
const workForm = z.object({
  entry: z.string().refine((text) => isId('work', text)),
  outcome: z.enum(OUTCOMES),
  channel: z.enum(WORK_CHANNELS),
  junk_reason: z.enum(JUNK_REASONS).nullable(),
  next_action: z.enum(NEXT_ACTIONS).nullable(),
});

/**
 * Logs what a form says about a bought lead.
 * @throws Response 400 for a form that is none of ours
 */
export async function logWork(
  { context: { db, now } }: ActionFunctionArgs,
  { organisation, person, actor, origin }: Member,
  { saleId, typed }: { saleId: string; typed: Typed },
): Promise<{ ok: true; outcome: Outcome; standing: Standing } | { ok: false; failed: Failed }> {
  const read = workForm.safeParse({
    entry: one(typed, 'entry'),
    outcome: one(typed, 'outcome'),
    channel: one(typed, 'channel') || 'call',
    junk_reason: one(typed, 'junk_reason') || null,
    next_action: one(typed, 'next_action') || null,
  });
  if (!read.success) throw new Response(null, { status: 400 });
  const at = one(typed, 'at');
  const nextAt = at === '' ? null : parseDateTime(at, one(typed, 'at_zone') || organisation.timezone);
  if (at !== '' && nextAt === null)
    return { ok: false, failed: failed(typed, { [fieldId('at', saleId)]: buyerWords.inbox.atUnknown }) };
  const { outcome } = read.data;
  const done = await attempt(
    typed,
    recordWork(db, {
      entryId: read.data.entry,
      saleId,
      organisationId: organisation.id,
      personId: person.id,
      channel: read.data.channel,
      outcome,
      junkReason: read.data.junk_reason,
      nextAction: read.data.next_action,
      nextAt,
      note: one(typed, 'note').trim().slice(0, NOTE_LIMIT) || null,
      timezone: organisation.timezone,
      actor,
      origin,
      now,
    }),
    {
      next_time_needed: fieldId('at', saleId),
      next_time_out_of_range: fieldId('at', saleId),
      junk_reason_needed: fieldId('junk', saleId),
      note_needed: fieldId('note', saleId),
    },
  );
  return done.ok ? { ok: true, outcome, standing: done.data } : done;
}
