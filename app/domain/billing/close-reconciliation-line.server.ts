import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { Verdict } from './reconciliation.ts';

type Row = { verdict: Verdict; stripeMinor: bigint | null; oursMinor: bigint | null; isOpen: boolean };

/**
 * Closes a difference with Stripe by hand: somebody has looked at it, and says why it may stand. Nothing is booked, and a
 * line that stands otherwise later is open again.
 * @param input.reason 10 to 500 characters
 * @param input.actor a person
 * @throws Refusal `reconciliation_line_unknown`, `reconciliation_line_settled`, `reconciliation_line_under_way`
 */
export async function closeReconciliationLine(
  db: Db,
  input: Actor & { lineId: string; reason: string; now: Date },
): Promise<void> {
  const { lineId, reason, actor, now } = input;
  await db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM reconciliation_line WHERE id = ${lineId} FOR UPDATE`;
    // Looked at by a statement of its own: one that waited for the lock does not see what was closed meanwhile.
    const [line] = await tx.$queryRaw<Row[]>`
      SELECT verdict, stripe_minor AS "stripeMinor", ours_minor AS "oursMinor", reconciliation_line_is_open(l) AS "isOpen"
      FROM reconciliation_line l WHERE id = ${lineId}`;
    if (!line) throw new Refusal('reconciliation_line_unknown');
    if (!line.isOpen) throw new Refusal('reconciliation_line_settled');
    if (line.verdict === 'in_flight') throw new Refusal('reconciliation_line_under_way');
    const { isOpen: _open, ...state } = line;
    await tx.reconciliationClosure.create({
      data: { id: newId('rclo', now.getTime()), lineId, ...state, reason, closedBy: actor, closedAt: now },
    });
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'reconciliation.line_closed',
      subjectId: lineId,
      details: { ...state, reason },
    });
  });
}
