import { announce } from '#app/domain/delivery/announce.server.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** Sets the webhooks of a withdrawal up, for each buyer and for the seller, once however often this is called. */
export async function tellOfWithdrawal(db: Db, input: { leadId: string; now: Date }): Promise<void> {
  const withdrawal = await db.prisma.withdrawal.findUnique({
    where: { leadId: input.leadId },
    include: { notices: true },
  });
  if (!withdrawal) return;
  await announce(db, {
    announcements: [
      ...withdrawal.notices.map(({ saleId, buyerOrganisationId }) => ({
        event: 'lead.withdrawn' as const,
        subjectId: saleId,
        organisationId: buyerOrganisationId,
      })),
      {
        event: 'lead.withdrawn' as const,
        subjectId: withdrawal.leadId,
        organisationId: withdrawal.sellerOrganisationId,
      },
    ],
    now: input.now,
  });
}
