import { openNotes } from '#app/domain/leads/seal-notes.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { JunkReason, NextAction, Outcome, WorkChannel } from './work.ts';
import { noteName } from './work-note.ts';

/** One thing done on a lead. */
export type WorkEntry = {
  readonly id: string;
  /** Who did it; the name as it is today. */
  readonly person: string | null;
  readonly channel: WorkChannel;
  readonly outcome: Outcome;
  readonly junkReason: JunkReason | null;
  readonly nextAction: NextAction | null;
  readonly nextAt: Date | null;
  /** Null where nothing was noted, or the lead was erased. */
  readonly note: string | null;
  readonly at: Date;
};

/** What was done on a lead that the organisation bought, newest first, at most `limit` entries. */
export async function readWork(
  db: Db,
  input: { organisationId: string; saleId: string; limit: number },
): Promise<WorkEntry[]> {
  const rows = await db.prisma.workEntry.findMany({
    where: { saleId: input.saleId, work: { organisationId: input.organisationId } },
    include: { work: { select: { sale: { select: { leadId: true } } } } },
    // An entry's id is as old as its form.
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: input.limit,
  });
  const [notes, people] = await Promise.all([
    openNotes(
      db,
      rows.map((row) => ({ leadId: row.work.sale.leadId, name: noteName(row.id), sealed: row.sealedNote })),
    ),
    db.prisma.person.findMany({
      where: { id: { in: rows.map(({ personId }) => personId) } },
      select: { id: true, name: true },
    }),
  ]);
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map((row, index) => ({
    id: row.id,
    person: nameOf.get(row.personId) ?? null,
    channel: row.channel as WorkChannel,
    outcome: row.outcome as Outcome,
    junkReason: row.junkReason as JunkReason | null,
    nextAction: row.nextAction as NextAction | null,
    nextAt: row.nextAt,
    note: notes[index] ?? null,
    at: row.at,
  }));
}
