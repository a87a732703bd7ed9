import { present } from '#app/kernel/assert.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { ChargebackStage } from './chargeback.ts';

/** What was told of a chargeback at one of its stages. Minor units. */
export type ChargebackNotice = {
  readonly id: string;
  readonly organisationId: string;
  readonly chargebackId: string;
  readonly stage: ChargebackStage;
  readonly currency: Currency;
  readonly paymentMinor: bigint;
  readonly amountMinor: bigint;
  readonly stillFrozen: boolean;
  readonly createdAt: Date;
};

/** What was told at one stage; notices are kept. */
export async function readChargebackNotice(db: Db, noticeId: string): Promise<ChargebackNotice> {
  const found = await db.prisma.chargebackNotice.findUnique({
    where: { id: noticeId },
    include: { chargeback: true },
  });
  const { chargeback, ...row } = present(found, 'notices are not removed');
  return {
    ...row,
    organisationId: chargeback.organisationId,
    stage: row.stage as ChargebackStage,
    currency: chargeback.currency as Currency,
    paymentMinor: chargeback.amountMinor,
  };
}
