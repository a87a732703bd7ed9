import { Link } from '@remix-run/react';
import type { BankStanding } from '#app/domain/billing/bank-standing.ts';
import { formatMoney } from '#app/ui/format-money.ts';
import { Notice } from '#app/ui/notice.tsx';
import { bankBalanceWords } from '#app/words/en/bank-balance.ts';
import { dayOf } from './day-of.ts';

const words = bankBalanceWords.gaps;
/** What is said of each; the others stand among the open differences. */
const SHOWN = 3;

/** Says between which statements days are missing, if any are. */
export function GapNotice({ gaps }: { gaps: BankStanding['gaps'] }) {
  if (gaps.length === 0) return null;
  return (
    <Notice
      tone="amber"
      title={words.title}
      text={[words.text(gaps.length), ...gaps.slice(0, SHOWN).map(sayGap)].join(' ')}
      action={<Link to="/admin/bank/import">{words.act}</Link>}
    />
  );
}

function sayGap({ before, next, missingMinor }: BankStanding['gaps'][number]): string {
  const write = (amountMinor: bigint) => formatMoney({ amountMinor, currency: next.currency });
  return words.one({
    from: dayOf(before.until),
    closed: write(before.closingMinor),
    until: dayOf(next.from),
    opened: write(next.openingMinor),
    missing: write(missingMinor),
  });
}
