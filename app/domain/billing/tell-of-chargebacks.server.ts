import { readRecipients } from '#app/domain/identity/read-recipients.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { newId } from '#app/kernel/ids.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { type Chargeback, type ChargebackStage, owedOf } from './chargeback.ts';
import { chargebackToldJob } from './jobs.ts';
import { CHARGEBACK_COLUMNS } from './read-chargebacks.server.ts';
import { majorOf } from './write-money.ts';

const LIMIT = 100;

type Untold = Chargeback & { stage: ChargebackStage; stillFrozen: boolean };

/**
 * Writes to the owners and managers of each wallet what became of payments that banks took back: that the money stands still,
 * that it moves again, or what has to be paid before it does. Each stage is told once, however often and by however many this is
 * called. What was won before anybody was told of it goes without a word: nothing came of it.
 * @returns how many were told of
 */
export async function tellOfChargebacks(db: Db, input: { now: Date }): Promise<number> {
  const { rows } = await db.pool.query<Untold>(
    `SELECT ${CHARGEBACK_COLUMNS}, chargeback_stage(c) AS stage, g.money_frozen_at IS NOT NULL AS "stillFrozen"
     FROM chargeback c JOIN organisation g ON g.id = c.organisation_id
     WHERE chargeback_stage(c) IS NOT NULL
       AND NOT EXISTS (SELECT FROM chargeback_notice n WHERE n.chargeback_id = c.id AND n.stage = chargeback_stage(c))
       AND (chargeback_stage(c) <> 'won' OR EXISTS (SELECT FROM chargeback_notice n WHERE n.chargeback_id = c.id))
     ORDER BY c.id LIMIT $1`,
    [LIMIT],
  );
  for (const chargeback of rows) await tell(db, chargeback, input.now);
  return rows.length;
}

async function tell(db: Db, chargeback: Untold, now: Date): Promise<void> {
  const { stage, currency } = chargeback;
  const stillFrozen = stage === 'frozen' || stage === 'owed' || chargeback.stillFrozen;
  const amountMinor = amountOf(chargeback);
  const recipients = await readRecipients(db, chargeback.organisationId);
  const write = (minor: bigint) => `${majorOf(minor)} ${currency}`;
  const params = {
    stage,
    currency,
    payment: write(chargeback.amountMinor),
    amount: write(amountMinor),
    still: stillFrozen ? 'yes' : '',
  };
  await db.prisma.$transaction(async (tx) => {
    const id = newId('cbn', now.getTime());
    const { count } = await tx.chargebackNotice.createMany({
      data: [{ id, chargebackId: chargeback.id, stage, amountMinor, stillFrozen, createdAt: now }],
      skipDuplicates: true,
    });
    if (count === 0) return;
    for (const recipient of recipients)
      await queueMail(tx, db, { recipient, template: 'chargeback_told', params, now });
    await enqueue(db.queue, tx, chargebackToldJob, [{ noticeId: id }]);
  });
}

/** What a notice is about: taken by the bank, still owed, back in the wallet, or gone for good. Minor units. */
function amountOf(chargeback: Untold): bigint {
  const amounts: Record<ChargebackStage, bigint> = {
    frozen: chargeback.withdrawnMinor,
    owed: owedOf(chargeback),
    won: chargeback.unfrozenMinor,
    lost: chargeback.withdrawnMinor,
  };
  return amounts[chargeback.stage];
}
