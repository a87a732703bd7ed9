import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { readBoughtSales } from '#app/domain/exchange/read-bought-sales.server.ts';
import type { Disclosed } from '#app/domain/leads/contact.ts';
import { readContacts } from '#app/domain/leads/read-contacts.server.ts';
import type { Db } from '#app/platform/platform.server.ts';

const ACTION = 'contact.read';

/**
 * The contacts of bought leads, by sale, for somebody to see. Who saw whose is kept: one row of the audit for each
 * person and sale a day, written before anything is handed out.
 * @param input.startOfDay of the reader's own day
 * @returns nothing for sales that the organisation did not buy, or whose lead was erased
 */
export async function openContacts(
  db: Db,
  input: Actor & { organisationId: string; saleIds: readonly string[]; startOfDay: Date; now: Date },
): Promise<Map<string, Disclosed>> {
  const sales = await readBoughtSales(db, input);
  await noteReading(
    db,
    input,
    sales.map(({ id }) => id),
  );
  const contacts = await readContacts(
    db,
    sales.map(({ leadId }) => leadId),
  );
  return new Map(
    sales.flatMap(({ id, leadId }) => {
      const contact = contacts.get(leadId);
      return contact ? [[id, contact] as const] : [];
    }),
  );
}

async function noteReading(
  db: Db,
  input: Actor & { organisationId: string; startOfDay: Date; now: Date },
  saleIds: readonly string[],
): Promise<void> {
  const unread = await unreadOf(db.prisma, input, saleIds);
  if (unread.length === 0) return;
  await db.prisma.$transaction(async (tx) => {
    // Two pages opened at once come after one another, so that the day's row is written once.
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`${ACTION}:${input.actor}`}))::text`;
    for (const subjectId of await unreadOf(tx, input, unread))
      await recordAudit(tx, { ...input, action: ACTION, subjectId, details: {} });
  });
}

async function unreadOf(
  tx: Pick<Db['prisma'], 'auditEntry'>,
  { actor, startOfDay }: { actor: string; startOfDay: Date },
  saleIds: readonly string[],
): Promise<string[]> {
  const read = await tx.auditEntry.findMany({
    where: { subjectId: { in: [...saleIds] }, action: ACTION, actor, at: { gte: startOfDay } },
    select: { subjectId: true },
  });
  const known = new Set(read.map(({ subjectId }) => subjectId));
  return saleIds.filter((id) => !known.has(id));
}
