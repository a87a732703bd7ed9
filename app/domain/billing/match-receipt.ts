import type { Match } from './bank-receipt.ts';

/** How sure it is whose a receipt is. @param invoices those that its text names and that there are */
export function matchReceipt(
  receipt: { readonly currency: string; readonly asked: unknown; readonly resembles: unknown },
  invoices: readonly { readonly currency: string; readonly status: string }[],
): Match {
  if (receipt.asked) return 'asked';
  if (receipt.resembles) return 'resembles';
  const [invoice, another] = invoices;
  if (!invoice) return 'unknown';
  if (another) return 'ambiguous';
  if (invoice.status === 'paid') return 'paid_already';
  return invoice.currency === receipt.currency ? 'matched' : 'other_currency';
}
