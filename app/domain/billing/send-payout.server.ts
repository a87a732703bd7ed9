import { readRecipients } from '#app/domain/identity/read-recipients.server.ts';
import { readSettings } from '#app/domain/settings/read-settings.server.ts';
import { assert } from '#app/kernel/assert.ts';
import type { Currency } from '#app/kernel/money.ts';
import { alone } from '#app/platform/alone.server.ts';
import { queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { type PassedOn, StripeRefused } from '#app/platform/stripe.server.ts';
import { refreshPayoutAccount } from './refresh-payout-account.server.ts';
import { returnPayout } from './return-payout.server.ts';
import { writeOfPayout } from './write-of-payouts.server.ts';

/**
 * Passes a decided payout on, once: nobody else does so at the same time, what Stripe has done already is found by the
 * payout's id, and the id is the key of what is asked. A refusal brings the money back as available,
 * and its seller is written to.
 * @throws Error when it stays open whether it was done: it is to be asked again
 */
export async function sendPayout(db: Db, input: { payoutId: string; now: Date }): Promise<void> {
  await alone(db.pool, `send-payout:${input.payoutId}`, () => send(db, input));
}

async function send(db: Db, { payoutId, now }: { payoutId: string; now: Date }): Promise<void> {
  const payout = await db.prisma.payout.findUnique({ where: { id: payoutId } });
  if (payout?.status !== 'pending') return;
  try {
    // Stripe forgets keys after a day; a payout may wait longer than that for an answer.
    const known = await db.stripe.findPassedOn(payoutId);
    if (!known && (await isHeldBack(db, payout.organisationId))) return;
    const passedOn = known ?? (await passOn(db, payout));
    assert(passedOn.amountMinor === payout.amountMinor, 'what was passed on is what was decided');
    await noteSent(db, payoutId, passedOn, now);
  } catch (error) {
    if (!(error instanceof StripeRefused)) throw error;
    await fail(db, { payoutId, organisationId: payout.organisationId, code: error.code, now });
    await refreshPayoutAccount(db, { organisationId: payout.organisationId, now });
  }
}

/**
 * Since it was decided its seller may have been blocked, its country barred, or payouts paused: it stays pending and is asked
 * about again.
 */
async function isHeldBack(db: Db, organisationId: string): Promise<boolean> {
  const [{ values }, { rows }] = await Promise.all([
    readSettings(db),
    db.pool.query<{ isStopped: boolean }>(
      'SELECT blocked_at IS NOT NULL OR payout_is_barred(id) AS "isStopped" FROM organisation WHERE id = $1',
      [organisationId],
    ),
  ]);
  return values.payouts_paused || rows[0]?.isStopped !== false;
}

function passOn(
  db: Db,
  payout: { id: string; stripeAccountId: string; amountMinor: bigint; currency: string },
): Promise<PassedOn> {
  return db.stripe.passOn({
    key: payout.id,
    reference: payout.id,
    accountId: payout.stripeAccountId,
    amountMinor: payout.amountMinor,
    currency: payout.currency,
  });
}

async function noteSent(db: Db, payoutId: string, passedOn: PassedOn, now: Date): Promise<void> {
  await db.prisma.payout.updateMany({
    where: { id: payoutId, status: 'pending' },
    data: { status: 'sent', stripeTransferId: passedOn.id, settledAt: now },
  });
}

async function fail(
  db: Db,
  {
    payoutId,
    organisationId,
    code,
    now,
  }: { payoutId: string; organisationId: string; code: string; now: Date },
): Promise<void> {
  const recipients = await readRecipients(db, organisationId);
  await db.prisma.$transaction(async (tx) => {
    const query = queryableOf(tx);
    const { rows } = await query.query<{ organisationId: string; currency: Currency; amountMinor: bigint }>(
      `UPDATE payout SET status = 'failed', failure_code = $2, settled_at = $3::timestamptz WHERE id = $1 AND status = 'pending'
       RETURNING organisation_id AS "organisationId", currency, amount_minor AS "amountMinor"`,
      [payoutId, code, now],
    );
    const [failed] = rows;
    if (!failed) return;
    await returnPayout(query, { ...failed, id: payoutId, actor: 'worker', origin: 'job:send-payout', now });
    await writeOfPayout(tx, db, { template: 'payout_failed', recipients, money: failed, reason: code, now });
  });
}
