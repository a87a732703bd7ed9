import { decideRecharges } from '#app/domain/billing/decide-recharges.server.ts';
import { readChargebackNotice } from '#app/domain/billing/read-chargeback-notice.server.ts';
import { tellOfChargebacks } from '#app/domain/billing/tell-of-chargebacks.server.ts';
import { tellOfLowWallet } from '#app/domain/billing/tell-of-low-wallet.server.ts';
import { tellOfRecharge } from '#app/domain/billing/tell-of-recharge.server.ts';
import { warnLowWallets } from '#app/domain/billing/warn-low-wallets.server.ts';
import { announce } from '#app/domain/delivery/announce.server.ts';
import { followRecharges } from '#app/domain/exchange/follow-recharges.server.ts';
import { readUsualThresholds } from '#app/domain/exchange/read-usual-thresholds.server.ts';
import type { JobContext } from '../context.ts';

export async function watchWallets(context: JobContext): Promise<void> {
  const { db } = context;
  const now = context.now();
  await decideRecharges(db, { organisationIds: null, now });
  await followRecharges(db, { now });
  await tellOfChargebacks(db, { now });
  await warnLowWallets(db, { usual: await readUsualThresholds(db.pool), now });
}

export async function rechargeMoved(
  context: JobContext,
  jobs: readonly { rechargeId: string }[],
): Promise<void> {
  const now = context.now();
  await followRecharges(context.db, { now });
  for (const { rechargeId } of jobs) await tellOfRecharge(context.db, { rechargeId, now });
}

export async function walletLow(context: JobContext, jobs: readonly { warningId: string }[]): Promise<void> {
  const now = context.now();
  for (const { warningId } of jobs) {
    const organisationId = await tellOfLowWallet(context.db, { warningId, now });
    if (organisationId === null) continue;
    await announce(context.db, {
      announcements: [{ event: 'wallet.low', subjectId: warningId, organisationId }],
      now,
    });
  }
}

export async function chargebackTold(
  context: JobContext,
  jobs: readonly { noticeId: string }[],
): Promise<void> {
  for (const { noticeId } of jobs) {
    const { organisationId, stillFrozen } = await readChargebackNotice(context.db, noticeId);
    const event = stillFrozen ? 'wallet.frozen' : 'wallet.thawed';
    await announce(context.db, {
      announcements: [{ event, subjectId: noticeId, organisationId }],
      now: context.now(),
    });
  }
}
