import { Link } from '@remix-run/react';
import type { BankReceipt } from '#app/domain/billing/bank-receipt.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { bankWords } from '#app/words/en/bank.ts';
import { stateWords } from '#app/words/en/states.ts';
import { dayOf } from './day-of.ts';

const words = bankWords.receipt;

/** What a receipt looks like, beside it; and that nothing is booked of it once somebody has said that the two are one. */
export function ReceiptLikeness({ receipt }: { receipt: BankReceipt }) {
  const { resembles, status } = receipt;
  if (!resembles || (status !== 'waiting' && status !== 'double')) return null;
  const { title, text } = status === 'double' ? words.double : words.resembles;
  return (
    <Notice
      tone={status === 'double' ? 'blue' : 'amber'}
      title={title}
      text={
        <div className="flex flex-col gap-3">
          <p>{text}</p>
          <DefinitionList
            items={[
              { term: words.resembles.day, value: dayOf(resembles.bookedOn) },
              {
                term: words.resembles.payer,
                value: resembles.isByHand
                  ? words.resembles.isHand
                  : resembles.payer || bankWords.admin.receipts.noPayer,
              },
              { term: words.resembles.purpose, value: resembles.text },
              {
                term: words.resembles.state,
                value: [stateWords.bankReceipt[resembles.status], resembles.invoiceNumber]
                  .filter(Boolean)
                  .join(', '),
              },
            ]}
          />
          <Link to={`/admin/bank/receipts/${resembles.id}`} className="inline-flex min-h-6 items-center">
            {words.resembles.link}
          </Link>
        </div>
      }
      action={
        status === 'waiting' && !receipt.asked ? (
          <PostButton fields={{ intent: 'same' }}>{words.resembles.same}</PostButton>
        ) : undefined
      }
    />
  );
}
