/** A fee that stands on no paper yet, with the invoice that its sale's fee was charged on, if it was. */
export type OpenFee = {
  readonly transferId: bigint;
  readonly saleId: string;
  readonly amountMinor: bigint;
  readonly invoiceId: string | null;
};

/** What is to be issued for a month: lines of its invoice, and of a credit note for each earlier invoice. */
export type SortedFees = {
  readonly invoice: readonly OpenFee[];
  readonly creditNotes: ReadonlyMap<string, readonly OpenFee[]>;
};

/**
 * Sorts a seller's open fees onto papers. A fee that comes back before it was invoiced is taken off on the invoice itself;
 * one that was invoiced before takes a credit note on that invoice.
 * @param input.isInvoiced whether the month has its invoice already: what came late waits for the next one
 */
export function sortFeeLines(fees: readonly OpenFee[], input: { isInvoiced: boolean }): SortedFees {
  const charged = new Set(fees.filter(({ amountMinor }) => amountMinor > 0n).map(({ saleId }) => saleId));
  const invoice = fees.filter(({ amountMinor, saleId }) => amountMinor > 0n || charged.has(saleId));
  const corrections = fees.filter(
    ({ amountMinor, saleId, invoiceId }) => amountMinor < 0n && !charged.has(saleId) && invoiceId !== null,
  );
  const total = invoice.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return {
    // All of it came back: there is nothing to invoice, and the lines wait for an invoice that has something.
    invoice: input.isInvoiced || total <= 0n ? [] : invoice,
    creditNotes: Map.groupBy(corrections, ({ invoiceId }) => invoiceId ?? ''),
  };
}
