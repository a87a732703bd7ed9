import type { Tone } from '#app/ui/badge.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { sellerWords } from '#app/words/en/seller.ts';

const words = sellerWords.lead.events;

type Settled = keyof typeof words.settled;
type Event = { key: string; at: Date; title: string; text: string | null; tone: Tone };

/** What happened to a lead, the newest first, as far as its seller may know. */
export function historyOf(
  lead: { status: string; test: boolean; reason: string | null; createdAt: Date; settledAt: Date | null },
  sales: readonly {
    id: string;
    priceMinor: bigint;
    currency: Parameters<typeof formatMoney>[0]['currency'];
    status: string;
    soldAt: Date;
    disputeUntil: Date;
  }[],
): Event[] {
  const events: Event[] = [
    { key: 'sent', at: lead.createdAt, title: words.sent, text: null, tone: 'neutral' },
  ];
  const [first] = sales;
  // Checks and sale are one act; what is noted of the lead is noted at its end.
  const settledAt = first && lead.settledAt && first.soldAt < lead.settledAt ? first.soldAt : lead.settledAt;
  if (settledAt) {
    const isLost = lead.status === 'rejected' || lead.status === 'duplicate';
    events.push({
      key: 'settled',
      at: settledAt,
      title: lead.test && !isLost ? words.test : words.settled[lead.status as Settled],
      text: lead.reason,
      tone: isLost ? 'red' : 'blue',
    });
  }
  for (const sale of sales) {
    events.push({
      key: sale.id,
      at: sale.soldAt,
      title: words.sold,
      text: words.soldFor(formatMoney({ amountMinor: sale.priceMinor, currency: sale.currency })),
      tone: 'good',
    });
    if (sale.status === 'released')
      events.push({
        key: `${sale.id}-released`,
        at: sale.disputeUntil,
        title: words.released,
        text: null,
        tone: 'good',
      });
  }
  return events.reverse().sort((a, b) => b.at.getTime() - a.at.getTime());
}
