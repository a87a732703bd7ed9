import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { readRecipients } from '#app/domain/identity/read-recipients.server.ts';
import { newId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { type Queryable, queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { CameBack, PassedOn } from '#app/platform/stripe.server.ts';
import { accountOf, platformAccount } from './accounts.ts';
import { postTransfers } from './post-transfers.server.ts';
import { recoverDebts } from './recover-debts.server.ts';
import { writeOfPayout } from './write-of-payouts.server.ts';

type Row = { id: string; organisationId: string; currency: Currency; amountMinor: bigint; status: string };

/** `partly`: some of it came back and was booked; `differs`: more came back than left here, and nothing is booked. */
export type Reversed = 'reversed' | 'partly' | 'known' | 'ignored' | 'differs';

/**
 * Books what came back of money passed on to a seller: each part once, however often and in whatever order it is told, and
 * available again, unless the seller owes meanwhile.
 * @param input.cameBack all parts of the transfer as Stripe shows them now; one that it left out comes with its own event
 */
export async function reversePayout(
  db: Db,
  input: Actor & { passedOn: PassedOn; cameBack: readonly CameBack[]; now: Date },
): Promise<Reversed> {
  const { passedOn, now } = input;
  const payout = await db.prisma.payout.findUnique({ where: { id: passedOn.reference ?? '' } });
  if (!payout) return 'ignored';
  const recipients = await readRecipients(db, payout.organisationId);
  return db.prisma.$transaction(async (tx) => {
    const query = queryableOf(tx);
    const { rows } = await query.query<Row>(
      `SELECT id, organisation_id AS "organisationId", currency, amount_minor AS "amountMinor", status
       FROM payout WHERE id = $1 FOR UPDATE`,
      [payout.id],
    );
    const [locked] = rows;
    if (!locked || locked.status === 'reversed' || locked.status === 'failed') return 'known';
    const known = await tx.payoutReversal.findMany({ where: { payoutId: locked.id } });
    const knownIds = new Set(known.map(({ stripeReversalId }) => stripeReversalId));
    const fresh = input.cameBack.filter(({ id }) => !knownIds.has(id));
    if (fresh.length === 0) return 'known';
    const back = sumOf(known) + sumOf(fresh);
    if (back > locked.amountMinor) {
      db.log.error({ payoutId: locked.id, transferId: passedOn.id }, 'more came back than was paid out');
      return 'differs';
    }
    if (locked.status === 'pending') {
      // It came back before it was noted that it had left.
      await query.query(
        `UPDATE payout SET status = 'sent', stripe_transfer_id = $2, settled_at = $3::timestamptz WHERE id = $1`,
        [locked.id, passedOn.id, now],
      );
    }
    for (const part of fresh) await book(query, { ...input, payout: locked, part });
    await writeOfPayout(tx, db, {
      template: 'payout_came_back',
      recipients,
      money: { amountMinor: sumOf(fresh), currency: locked.currency },
      reason: fresh[0]?.reason ?? '',
      now,
    });
    if (back < locked.amountMinor) return 'partly';
    await query.query(`UPDATE payout SET status = 'reversed', settled_at = $2::timestamptz WHERE id = $1`, [
      locked.id,
      now,
    ]);
    return 'reversed';
  });
}

function sumOf(parts: readonly { amountMinor: bigint }[]): bigint {
  return parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

async function book(tx: Queryable, input: Actor & { payout: Row; part: CameBack; now: Date }): Promise<void> {
  const { payout, part, now } = input;
  const { organisationId, currency } = payout;
  const { amountMinor } = part;
  const id = newId('prev', now.getTime());
  await tx.query(
    `INSERT INTO payout_reversal (id, payout_id, stripe_reversal_id, amount_minor, reason, created_at)
     VALUES ($1, $2, $3, $4, $5, $6::timestamptz)`,
    [id, payout.id, part.id, amountMinor, part.reason, now],
  );
  await postTransfers(tx, {
    actor: input.actor,
    origin: input.origin,
    now,
    transfers: [
      {
        key: `payout_reversal:${id}`,
        kind: 'payout_reversal',
        debitAccountId: platformAccount('stripe_clearing', currency),
        creditAccountId: accountOf(organisationId, 'available', currency),
        currency,
        amountMinor,
        subjectId: id,
      },
    ],
  });
  await recoverDebts(tx, { ...input, available: [{ organisationId, currency, amountMinor, causeId: id }] });
}
