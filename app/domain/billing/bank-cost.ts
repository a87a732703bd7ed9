import type { Money } from '#app/kernel/money.ts';

export const BANK_COST_STATUSES = ['waiting', 'posted', 'rejected'] as const;
export type BankCostStatus = (typeof BANK_COST_STATUSES)[number];

/** Money that left the account for the exchange itself, booked from a line of a statement. */
export type BankCost = {
  readonly id: string;
  readonly reason: string;
  readonly status: BankCostStatus;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly decidedBy: string | null;
};

/**
 * A line of a statement by which money left. `booked`: the books know what it is for; `cost`, `asked`: it is a cost of the
 * exchange, or waits for a second person to say so; `double`: it is the line it resembles, told once more; `open`: nothing is booked of it.
 */
export type BankDebit = Money & {
  readonly id: string;
  readonly statementId: string;
  readonly bookedOn: Date;
  readonly payee: string;
  readonly text: string;
  readonly bankReference: string | null;
  readonly state: 'booked' | 'cost' | 'asked' | 'double' | 'open';
  readonly cost: BankCost | null;
  /** The known line that it looks like. */
  readonly resembles: {
    readonly id: string;
    readonly bookedOn: Date;
    readonly payee: string;
    readonly text: string;
  } | null;
};
