import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { WithdrawalKind } from './withdrawal.ts';
import { withdrawalJson } from './withdrawal-json.ts';

/** What `lead.withdrawn` says: to a buyer of its sale, to the seller of its lead. It names nobody. */
export async function withdrawnEvent(
  db: Db,
  input: { subjectId: string; organisationId: string },
): Promise<object> {
  if (input.subjectId.startsWith('lead_')) {
    const lead = await db.prisma.lead.findFirst({
      where: { id: input.subjectId, organisationId: input.organisationId },
      select: { externalId: true, withdrawal: true },
    });
    const withdrawal = present(
      lead?.withdrawal,
      'a withdrawal is told to the organisation that sent the lead',
    );
    return {
      lead_id: input.subjectId,
      external_id: lead?.externalId ?? null,
      reason: withdrawal.kind,
      withdrawn_at: withdrawal.at.toISOString(),
    };
  }
  const notice = present(
    await db.prisma.withdrawalNotice.findFirst({
      where: { saleId: input.subjectId, buyerOrganisationId: input.organisationId },
      include: { withdrawal: true },
    }),
    'a withdrawal is told to the organisation that bought the lead',
  );
  return withdrawalJson({
    ...notice,
    kind: notice.withdrawal.kind as WithdrawalKind,
    withdrawnAt: notice.withdrawal.at,
  });
}
