import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import type { Db } from '#app/platform/platform.server.ts';

/**
 * Writes to whoever sent a file that it is worked off, or that it stands still for a reason that is not theirs: once for each time it
 * came to that, however often this is called. Who left the organisation, or whose address is not proven, is not written to. What the
 * file is called is not said: people put names into it.
 */
export async function tellOfImport(db: Db, input: { importId: string; now: Date }): Promise<void> {
  const { importId, now } = input;
  await db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM lead_import WHERE id = ${importId} FOR NO KEY UPDATE`;
    const one = await tx.leadImport.findUnique({ where: { id: importId } });
    if (!one || (one.toldAt !== null && one.toldAt >= (one.finishedAt ?? one.touchedAt))) return;
    const isStopped = one.status === 'paused' && one.reasonCode !== null;
    if (one.status !== 'done' && !isStopped) return;
    await tx.leadImport.update({ where: { id: importId }, data: { toldAt: now } });
    const sender = await tx.membership.findFirst({
      where: {
        organisationId: one.organisationId,
        personId: one.createdBy,
        role: { in: ['owner', 'manager'] },
        person: { emailConfirmedAt: { not: null }, disabledAt: null },
      },
      select: { person: { select: { email: true } } },
    });
    if (!sender) return;
    await queueMail(tx, db, {
      recipient: sender.person.email,
      template: isStopped ? 'import_stopped' : 'import_done',
      params: {
        import: importId,
        sent: one.createdAt.toISOString(),
        rows: String(one.rowsTotal),
        taken: String(one.taken),
        doubles: String(one.doubles),
        refused: String(one.refused),
        quarantined: String(one.quarantined),
        reason: isStopped ? (one.reasonCode ?? '') : '',
        test: one.test ? 'yes' : '',
      },
      now,
    });
  });
}
