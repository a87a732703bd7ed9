/** Why a person's data are not to be had any more: they changed their mind, or say that they never asked for anything. */
export const WITHDRAWAL_KINDS = ['changed_mind', 'never_asked'] as const;
export type WithdrawalKind = (typeof WITHDRAWAL_KINDS)[number];

export type Withdrawal = {
  readonly leadId: string;
  readonly kind: WithdrawalKind;
  /** Whether the contact is refused from now on, whoever brings it. */
  readonly suppressed: boolean;
  readonly at: Date;
};

/** What a buyer was told of a withdrawal, and what it did. */
export type WithdrawalNotice = {
  readonly saleId: string;
  readonly leadId: string;
  readonly kind: WithdrawalKind;
  readonly buyerOrganisationId: string;
  readonly withdrawnAt: Date;
  /** When a server of the buyer's took the notice; null while none did. */
  readonly receivedAt: Date | null;
  /** When the buyer said that its own copies are erased. */
  readonly erasedAt: Date | null;
};

export function toWithdrawal(row: {
  leadId: string;
  kind: string;
  suppressed: boolean;
  at: Date;
}): Withdrawal {
  return { leadId: row.leadId, kind: row.kind as WithdrawalKind, suppressed: row.suppressed, at: row.at };
}
