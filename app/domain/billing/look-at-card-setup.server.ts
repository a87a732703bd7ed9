import type { Db } from '#app/platform/platform.server.ts';
import type { CardSetup, CardSetupStatus } from './card-setup.ts';
import { toCard } from './read-recharge-plans.server.ts';
import { settleCardSetup } from './settle-card-setup.server.ts';

/**
 * Looks what became of a card that its holder comes back from keeping, so that the page need not wait for the event.
 * Stripe's silence changes nothing: the event or `heal-payments` tells later.
 * @returns how it stands; null for what is not this organisation's
 */
export async function lookAtCardSetup(
  db: Db,
  input: { organisationId: string; setupId: string; now: Date },
): Promise<CardSetup | null> {
  const { setupId: id, organisationId } = input;
  const row = await db.prisma.cardSetup.findFirst({ where: { id, organisationId } });
  if (row?.status === 'open' && row.stripeSessionId !== null) {
    const page = await db.stripe.readCheckout(row.stripeSessionId).catch((error: unknown) => {
      db.log.warn({ err: error, setupId: id }, 'page for a card not looked at');
      return null;
    });
    if (page) await settleCardSetup(db, { page, now: input.now });
  }
  const now = await db.prisma.cardSetup.findFirst({
    where: { id, organisationId },
    include: { card: true },
  });
  return now && { id, status: now.status as CardSetupStatus, card: now.card && toCard(now.card) };
}
