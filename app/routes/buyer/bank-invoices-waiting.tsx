import type { WaitingBankInvoices } from '#app/domain/billing/read-waiting-bank-invoices.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card, CardList } from '#app/ui/card-list.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { bankWords } from '#app/words/en/bank.ts';

const words = bankWords.waiting;

/** The way by bank, where the exchange has an account or an invoice is still to be paid. */
export function BankLink({ waiting }: { waiting: WaitingBankInvoices }) {
  if (!waiting.isOffered && waiting.invoices.length === 0) return null;
  return (
    <ButtonLink to="/buy/wallet/bank" kind="other">
      {bankWords.invoices.link}
    </ButtonLink>
  );
}

/** Invoices whose money has not come yet. */
export function BankInvoicesWaiting({ waiting }: { waiting: WaitingBankInvoices }) {
  if (waiting.invoices.length === 0) return null;
  return (
    <Section id="by-bank" title={words.title} intro={words.intro}>
      <CardList label={words.title}>
        {waiting.invoices.map((invoice) => (
          <Card
            key={invoice.id}
            level={3}
            title={formatMoney(invoice)}
            to={`/buy/wallet/bank/${invoice.id}`}
            badges={<StateBadge of="bankInvoice" state={invoice.status} />}
            meta={
              <span>
                {invoice.number}, {words.until(invoice.expiresAt.toISOString().slice(0, 10))}
              </span>
            }
          />
        ))}
      </CardList>
    </Section>
  );
}
