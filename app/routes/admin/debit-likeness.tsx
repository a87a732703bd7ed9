import { Link } from '@remix-run/react';
import type { BankDebit } from '#app/domain/billing/bank-cost.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { bankBalanceWords } from '#app/words/en/bank-balance.ts';
import { dayOf } from './day-of.ts';

const words = bankBalanceWords.debit.resembles;

/** The known line that a debit looks like, beside it, and the word of whoever has compared them. */
export function DebitLikeness({ debit }: { debit: BankDebit }) {
  const { resembles, state } = debit;
  if (!resembles || (state !== 'open' && state !== 'double')) return null;
  const isDouble = state === 'double';
  const { payee, text, day, noPayee } = bankBalanceWords.debits;
  return (
    <Notice
      tone={isDouble ? 'blue' : 'amber'}
      title={isDouble ? bankBalanceWords.debits.states.double : words.title}
      text={
        <div className="flex flex-col gap-3">
          <p>{isDouble ? words.double : words.text}</p>
          <DefinitionList
            items={[
              { term: day, value: dayOf(resembles.bookedOn) },
              { term: payee, value: resembles.payee || noPayee },
              { term: text, value: resembles.text },
            ]}
          />
          <Link to={`/admin/bank/debits/${resembles.id}`} className="inline-flex min-h-6 items-center">
            {words.link}
          </Link>
        </div>
      }
      action={
        <PostButton fields={{ intent: isDouble ? 'other' : 'same' }}>
          {isDouble ? words.undo : words.same}
        </PostButton>
      }
    />
  );
}
