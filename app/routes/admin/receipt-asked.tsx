import { Link } from '@remix-run/react';
import type { BankReceipt } from '#app/domain/billing/bank-receipt.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { PostButton } from '#app/ui/post-button.tsx';
import { Section } from '#app/ui/section.tsx';
import { bankWords } from '#app/words/en/bank.ts';

const words = bankWords.receipt.asked;

/** What somebody says that a large receipt is, for a second admin to agree to. @param me who looks */
export function ReceiptAsked({ receipt, me }: { receipt: BankReceipt; me: string }) {
  const { asked } = receipt;
  if (!asked) return null;
  const isOwn = asked.createdBy === me;
  const { invoice } = asked;
  return (
    <Section id="asked" title={words.title} intro={isOwn ? words.own : words.other}>
      <div className="flex flex-col gap-4">
        <DefinitionList
          items={[
            {
              term: words.to,
              value: invoice ? (
                <>
                  <Link to={`/admin/bank/invoices/${invoice.id}`}>{invoice.number}</Link>,{' '}
                  {invoice.organisationName}
                </>
              ) : (
                words.costReturn
              ),
            },
            ...(asked.reason ? [{ term: words.because, value: asked.reason }] : []),
          ]}
        />
        <div className="flex flex-wrap gap-3">
          {!isOwn && (
            <PostButton kind="main" fields={{ intent: 'approve', booking: asked.id }}>
              {words.approve(formatMoney(receipt))}
            </PostButton>
          )}
          <PostButton fields={{ intent: 'reject', booking: asked.id }}>
            {isOwn ? words.takeBack : words.reject}
          </PostButton>
        </div>
      </div>
    </Section>
  );
}
