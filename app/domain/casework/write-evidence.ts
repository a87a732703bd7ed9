import type { Currency } from '#app/kernel/money.ts';
import { MINOR_PER_MAJOR } from '#app/kernel/money.ts';
import type { DisputeEvidence } from '#app/platform/stripe.server.ts';
import { evidenceWords as words } from '#app/words/en/evidence.ts';
import { walletWords } from '#app/words/en/wallet.ts';
import type { Evidence } from './gather-evidence.server.ts';

/** What Stripe takes in one field. */
const FIELD_LENGTH = 20_000;

/** What we would tell the payer's bank of a payment, by Stripe's names; each field as long as Stripe takes it. */
export function writeEvidence(found: Evidence): DisputeEvidence {
  const { payer, charge, leads } = found;
  const address = addressOfPayment(found);
  const first = leads[0]?.soldAt;
  const evidence = {
    product_description: words.product,
    refund_policy_disclosure: words.refundPolicy,
    access_activity_log: logOf(found),
    uncategorized_text: summaryOf(found),
    ...(payer ? { customer_name: payer.name, customer_email_address: payer.email } : {}),
    ...(address ? { customer_purchase_ip: address } : {}),
    service_date: at(first ?? charge.paidAt),
  };
  return Object.fromEntries(
    Object.entries(evidence).map(([name, text]) => [name, text.slice(0, FIELD_LENGTH)]),
  );
}

/** The one address that was in use when the payment was begun, where there is one; nobody was there when it began by itself. */
function addressOfPayment({ sessions, charge }: Evidence): string | null {
  if (charge.byItself) return null;
  const then = sessions.filter(
    ({ createdAt, lastSeenAt }) => createdAt <= charge.createdAt && lastSeenAt >= charge.createdAt,
  );
  return then[0]?.address ?? null;
}

function summaryOf({ chargeback, organisation, charge, leads, payer }: Evidence): string {
  const { currency } = chargeback;
  const spent = leads.reduce((sum, { priceMinor }) => sum + priceMinor, 0n);
  const summary = words.summary({
    organisation,
    amount: money(charge.amountMinor, currency),
    paidAt: at(charge.paidAt),
    bought: leads.length,
    delivered: leads.filter(({ arrival }) => arrival?.deliveredAt).length,
    opened: leads.filter(({ openedAt }) => openedAt).length,
    spent: money(spent, currency),
  });
  if (!payer) return summary;
  const { name, email, since, emailConfirmedAt } = payer;
  return `${summary}\n\n${words.account({ byItself: charge.byItself, name, email, since: at(since), confirmed: emailConfirmedAt && at(emailConfirmedAt) })}`;
}

function logOf({ chargeback, sessions, leads, statement }: Evidence): string {
  const { currency } = chargeback;
  return [
    words.logIns,
    ...listed(
      sessions.map(({ createdAt, lastSeenAt, address, userAgent }) =>
        words.logIn({
          from: at(createdAt),
          to: at(lastSeenAt),
          address,
          program: userAgent.slice(0, 120),
        }),
      ),
    ),
    '',
    words.leads,
    ...listed(
      leads.map(({ saleId, soldAt, priceMinor, arrival, openedAt }) =>
        words.lead({
          id: saleId,
          at: at(soldAt),
          price: money(priceMinor, currency),
          delivered: arrival?.deliveredAt ? at(arrival.deliveredAt) : null,
          attempts: arrival?.attempts ?? 0,
          opened: openedAt && at(openedAt),
        }),
      ),
    ),
    '',
    words.statement,
    ...listed(
      statement.map((line) =>
        words.movement({
          at: at(line.at),
          what: walletWords.statement.lines[line.kind],
          amount: money(line.amountMinor, currency),
          balance: money(line.balanceMinor, currency),
        }),
      ),
    ),
  ].join('\n');
}

function listed(lines: readonly string[]): readonly string[] {
  return lines.length > 0 ? lines : [words.none];
}

function at(moment: Date): string {
  return moment.toISOString().slice(0, 19).replace('T', ' ');
}

function money(amountMinor: bigint, currency: Currency): string {
  const perMajor = BigInt(MINOR_PER_MAJOR);
  const minor = amountMinor < 0n ? -amountMinor : amountMinor;
  const rest = (minor % perMajor).toString().padStart(2, '0');
  return `${amountMinor < 0n ? '-' : ''}${minor / perMajor}.${rest} ${currency}`;
}
