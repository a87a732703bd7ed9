import { announce } from '#app/domain/delivery/announce.server.ts';
import type { Db } from '#app/platform/platform.server.ts';

/**
 * Sets the webhooks of a withdrawal up, for each buyer and for the seller, once however often this is called. A tracker hears that
 * nothing comes of a lead that nobody had bought; what was earned by a sale stays.
 */
export async function tellOfWithdrawal(db: Db, input: { leadId: string; now: Date }): Promise<void> {
  const withdrawal = await db.prisma.withdrawal.findUnique({
    where: { leadId: input.leadId },
    include: { notices: true, lead: { select: { offerId: true, test: true } } },
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
      ...(withdrawal.notices.length > 0 || withdrawal.lead.test
        ? []
        : [
            {
              event: 'postback.rejected' as const,
              subjectId: withdrawal.leadId,
              organisationId: withdrawal.sellerOrganisationId,
              offerId: withdrawal.lead.offerId,
            },
          ]),
    ],
    now: input.now,
  });
}
