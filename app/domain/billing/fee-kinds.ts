import type { TransferKind } from './post-transfers.server.ts';

/**
 * The kinds of transfer by which the exchange takes its fee and gives it back: the one list that invoices, credit notes
 * and their proofs go by. Which it is follows from the side on which the account `fees` stands. How such a transfer
 * leads to its sale is said once too, by the database's function `fee_sale_of`.
 */
export const FEE_KINDS = [
  'sale_fee',
  'dispute_fee',
  'clawback_fee',
] as const satisfies readonly TransferKind[];
