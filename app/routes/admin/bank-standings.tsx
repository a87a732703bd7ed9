import type { BankStanding } from '#app/domain/billing/bank-standing.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';
import { bankBalanceWords } from '#app/words/en/bank-balance.ts';
import { dayOf } from './day-of.ts';

const words = bankBalanceWords.standing;

/** What our banks say that they hold against what the books say, with the reasons for which they differ. */
export function BankStandings({ standings }: { standings: readonly BankStanding[] }) {
  return (
    <Section id="standing" title={words.title} intro={words.intro}>
      {standings.length === 0 ? (
        <p className="text-ink-soft">{words.none}</p>
      ) : (
        <div className="flex flex-col gap-6">
          {standings.map((standing) => (
            <Standing key={standing.currency} standing={standing} />
          ))}
        </div>
      )}
    </Section>
  );
}

function Standing({ standing }: { standing: BankStanding }) {
  const { currency, until, bankMinor, booksMinor, explained, unexplainedMinor } = standing;
  const write = (amountMinor: bigint) => (
    <span className="tabular-nums">{formatMoney({ amountMinor, currency })}</span>
  );
  const isExplained = unexplainedMinor === 0n;
  return (
    <div className="flex flex-col gap-3">
      <h3 className="font-medium">{currency}</h3>
      <DefinitionList
        items={[
          { term: words.bank(dayOf(until)), value: write(bankMinor) },
          { term: words.books, value: write(booksMinor) },
          ...explained.map(({ reason, amountMinor }) => ({
            term: words.reasons[reason],
            value: write(amountMinor),
          })),
          ...(isExplained ? [] : [{ term: words.unexplained, value: write(unexplainedMinor) }]),
        ]}
      />
      {isExplained ? (
        <p className="text-sm text-ink-soft">{explained.length === 0 ? words.agrees : words.explained}</p>
      ) : (
        <Notice
          tone="red"
          title={`${words.unexplained}: ${formatMoney({ amountMinor: unexplainedMinor, currency })}`}
        />
      )}
    </div>
  );
}
