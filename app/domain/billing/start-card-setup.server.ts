import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { StripeRefused } from '#app/platform/stripe.server.ts';
import { CARDS_LIMIT } from './card.ts';
import { openCardPage } from './open-card-page.server.ts';

/**
 * Begins the keeping of a card without a payment. It is kept when Stripe says that its holder, and their bank, are done.
 * @param input.agreement the words that whoever asks has agreed to
 * @returns where the holder goes
 * @throws Refusal `card_agreement_needed`, `cards_limit`, `payment_not_taken`, `payments_unreachable`
 */
export async function startCardSetup(
  db: Db,
  input: Actor & { organisationId: string; agreement: string; now: Date },
): Promise<{ setupId: string; url: string }> {
  if (input.agreement.trim() === '') throw new Refusal('card_agreement_needed');
  const setup = await noteSetup(db, input);
  const page = await openCardPage(db, setup).catch((error) => explain(db, setup.id, error, input.now));
  if (page.url === null) throw new Refusal('payments_unreachable');
  return { setupId: setup.id, url: page.url };
}

/** Pages that are open count as cards: each may become one. */
function noteSetup(db: Db, input: Parameters<typeof startCardSetup>[1]) {
  const { organisationId, agreement, now, actor } = input;
  return db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisationId} FOR NO KEY UPDATE`;
    const kept = await tx.paymentCard.count({ where: { organisationId, removedAt: null } });
    const open = await tx.cardSetup.count({ where: { organisationId, status: 'open' } });
    if (kept + open >= CARDS_LIMIT) throw new Refusal('cards_limit', { limit: CARDS_LIMIT });
    const id = newId('csup', now.getTime());
    const row = { id, organisationId, status: 'open', agreement, createdBy: actor, createdAt: now };
    await tx.cardSetup.create({ data: row });
    await recordAudit(tx, { ...input, action: 'card.setup_started', subjectId: id, details: { agreement } });
    return row;
  });
}

/** A refusal ends it; anything else leaves it open, and `heal-payments` finds out what became of it. */
async function explain(db: Db, id: string, error: unknown, now: Date): Promise<never> {
  if (error instanceof StripeRefused) {
    await db.prisma.cardSetup.updateMany({
      where: { id, status: 'open' },
      data: { status: 'failed', settledAt: now },
    });
    throw new Refusal('payment_not_taken', { reason: error.code });
  }
  db.log.warn({ err: error, setupId: id }, 'page for a card not opened');
  throw new Refusal('payments_unreachable');
}
