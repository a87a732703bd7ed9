import type { Currency } from '#app/kernel/money.ts';

/** A payment into a wallet that its payer's bank took back, or asks about. Amounts are minor units. */
export type Chargeback = {
  readonly id: string;
  readonly organisationId: string;
  /** The payment by card: a top-up or a recharge. */
  readonly chargeId: string;
  readonly stripeDisputeId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  /** Stripe's own words. */
  readonly reason: string;
  readonly status: string;
  readonly evidenceDueAt: Date | null;
  readonly openedAt: Date;
  readonly withdrawnMinor: bigint;
  readonly costMinor: bigint;
  readonly frozenMinor: bigint;
  readonly reinstatedMinor: bigint;
  readonly unfrozenMinor: bigint;
  /** What later money of the buyer made good. */
  readonly recoveredMinor: bigint;
};

/** What the owners of a wallet are told of a chargeback; `owed`: lost, and partly spent before. */
export type ChargebackStage = 'frozen' | 'owed' | 'won' | 'lost';

/** Where a chargeback stands, for people. `warning`: the bank only asks; no money moves. */
export type ChargebackStanding = 'warning' | 'open' | 'review' | 'won' | 'owed' | 'lost' | 'closed';

export function standingOf(
  chargeback: Pick<
    Chargeback,
    'status' | 'withdrawnMinor' | 'frozenMinor' | 'recoveredMinor' | 'reinstatedMinor'
  >,
): ChargebackStanding {
  const { status } = chargeback;
  if (status === 'warning_closed' || status === 'prevented') return 'closed';
  if (status.startsWith('warning_')) return 'warning';
  if (status === 'won') return 'won';
  if (status === 'lost') return owedOf(chargeback) > 0n ? 'owed' : 'lost';
  return status.endsWith('under_review') ? 'review' : 'open';
}

/** What of a chargeback nobody has paid for but the exchange, minor units. */
export function owedOf(
  chargeback: Pick<Chargeback, 'withdrawnMinor' | 'frozenMinor' | 'recoveredMinor' | 'reinstatedMinor'>,
): bigint {
  if (chargeback.reinstatedMinor > 0n) return 0n;
  return chargeback.withdrawnMinor - chargeback.frozenMinor - chargeback.recoveredMinor;
}

/** Whether the payer's bank still listens. */
export function takesEvidence(status: string): boolean {
  return status === 'needs_response' || status === 'warning_needs_response';
}
