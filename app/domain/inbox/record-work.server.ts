import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { sealNote } from '#app/domain/leads/seal-notes.server.ts';
import { assert } from '#app/kernel/assert.ts';
import { isId } from '#app/kernel/ids.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { MINUTE_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { lockWork } from './lock-work.server.ts';
import { type Act, standAfter } from './stand-after.ts';
import { standingColumns } from './standing-row.ts';
import type { Standing } from './work.ts';
import { noteName } from './work-note.ts';

/** A form that comes again within this is the same tap; later it is a page that lay open. */
const SAME_TAP_MS = 10 * MINUTE_MS;

/**
 * Logs what somebody did about a bought lead and what comes next. Sent again, the same entry is logged once.
 * @param input.entryId made with the form that is sent, so that the same form is the same entry
 * @param input.note about the person; it is kept sealed
 * @param input.timezone by whose clock a next step is proposed
 * @returns where the lead stands now
 * @throws Refusal `sale_unknown`, `form_spent` when the form was used for something else or long ago, `note_needed` for
 * a note that says nothing, `lead_erased` for a note about a person whose data are gone, and those of `standAfter`
 */
export async function recordWork(
  db: Db,
  input: Actor &
    Act & {
      entryId: string;
      saleId: string;
      organisationId: string;
      note: string | null;
      timezone: string;
      now: Date;
    },
): Promise<Standing> {
  assert(isId('work', input.entryId), 'a work entry is named by an id of its own type');
  const { entryId, saleId, now } = input;
  if (input.outcome === 'note' && input.note === null) throw new Refusal('note_needed');
  const sealedNote = input.note === null ? null : await sealOf(db, { ...input, note: input.note });
  return db.prisma.$transaction(async (tx) => {
    const before = await lockWork(tx, input);
    const earlier = await tx.workEntry.findUnique({ where: { id: entryId } });
    if (earlier) {
      const isSame = earlier.saleId === saleId && earlier.outcome === input.outcome;
      if (isSame && now.getTime() - earlier.at.getTime() <= SAME_TAP_MS) return before;
      throw new Refusal('form_spent');
    }
    const standing = standAfter(before, input, input);
    const { count } = await tx.workEntry.createMany({
      data: [
        {
          id: entryId,
          saleId,
          personId: input.personId,
          channel: input.channel,
          outcome: input.outcome,
          junkReason: input.outcome === 'junk' ? input.junkReason : null,
          nextAction: standing.nextAction,
          nextAt: standing.nextAt,
          sealedNote,
          at: now,
        },
      ],
      skipDuplicates: true,
    });
    // Taken meanwhile for another sale, whose lock is not ours.
    if (count === 0) throw new Refusal('form_spent');
    await tx.saleWork.update({ where: { saleId }, data: { ...standingColumns(standing), updatedAt: now } });
    return standing;
  });
}

async function sealOf(
  db: Db,
  input: { saleId: string; organisationId: string; entryId: string; note: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const sale = await db.prisma.sale.findFirst({
    where: { id: input.saleId, buyerOrganisationId: input.organisationId },
    select: { leadId: true },
  });
  if (!sale) throw new Refusal('sale_unknown');
  return sealNote(db, { leadId: sale.leadId, name: noteName(input.entryId), text: input.note });
}
