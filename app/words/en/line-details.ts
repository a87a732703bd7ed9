import type { LineDetail } from '#app/domain/billing/read-line-details.server.ts';
import { cardWords } from './cards.ts';
import { earningsWords } from './earnings.ts';
import { sellerMoneyWords } from './seller-money.ts';

/**
 * What a line of a statement that is no sale was about, beside the words for its kind.
 * @param options.isReturn whether it is of money that came back: only such a line says why
 */
export function sayLineDetail(detail: LineDetail, { isReturn }: { isReturn: boolean }): string {
  switch (detail.of) {
    case 'reason':
    case 'purpose':
      return detail.text;
    case 'card':
      return cardWords.name(detail.brand, detail.last4);
    case 'payment':
      return `Payment of ${detail.paidAt.toISOString().slice(0, 10)}, ${cardWords.name(detail.brand, detail.last4)}`;
    case 'invoice':
      return `Invoice ${detail.number}`;
    case 'account':
      return isReturn && detail.reason !== null ? `${detail.masked}: ${detail.reason}` : detail.masked;
    case 'failure':
      return isReturn ? earningsWords.payouts.failure(detail.code) : '';
    case 'reversal':
      return sellerMoneyWords.cameBack(detail.reason);
    case 'recovery':
      return sellerMoneyWords.debt.causes(detail.causeId);
  }
}
