import { useEffect, useRef, useState } from 'react';
import { judgePrice, shareBelow } from '#app/domain/pricing/price-ladder.ts';
import { shareRoundedHalfUp } from '#app/kernel/money.ts';
import { formatMoney } from '#app/ui/format-money.ts';
import { parseMajor } from '#app/ui/parse-major.ts';
import { TextInput } from '#app/ui/text-input.tsx';
import { priceAdviceWords } from '#app/words/en/price-advice.ts';
import { VerdictBadge } from '../price-outlook-parts.tsx';
import type { OfferPreview } from './offer-preview.ts';

const words = priceAdviceWords.ask;
const LENGTH_LIMIT = 24;

/**
 * What is to be said of the ask as it stands: a recommended one, a verdict on this one. Without scripts it is of the form
 * as it was sent, with them it follows what is typed.
 */
export function AskAdvice({ preview, ask, cost }: { preview: OfferPreview; ask: string; cost: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [text, setText] = useState({ ask, cost });
  useEffect(() => {
    const form = box.current?.closest('form');
    if (!form) return;
    const look = () => {
      const data = new FormData(form);
      setText({ ask: String(data.get('ask') ?? ''), cost: String(data.get('lead_cost') ?? '') });
    };
    form.addEventListener('input', look);
    return () => form.removeEventListener('input', look);
  }, []);
  const { fair } = preview;
  if (!fair) return <div ref={box} />;
  const { currency } = fair;
  return (
    <div ref={box} className="flex flex-col gap-4 rounded bg-sunken p-4 text-sm">
      <p className="font-medium">{words.recommend(formatMoney({ amountMinor: fair.p50Minor, currency }))}</p>
      <TextInput
        name="lead_cost"
        type="text"
        inputMode="decimal"
        label={words.costLabel}
        hint={words.costField}
        optional
        suffix={currency}
        value={cost}
        maxLength={LENGTH_LIMIT}
      />
      <div role="status">
        <Verdict preview={preview} text={text} />
      </div>
      <p>
        <a href={fair.outlookHref} target="_blank" rel="noreferrer">
          {words.more}
        </a>
      </p>
    </div>
  );
}

function Verdict({ preview, text }: { preview: OfferPreview; text: { ask: string; cost: string } }) {
  const { fair, niche } = preview;
  const askMinor = fair && parseMajor(text.ask, fair.currency);
  if (!fair || !niche || !askMinor) return null;
  const costMinor = parseMajor(text.cost, fair.currency);
  const left = askMinor - shareRoundedHalfUp(askMinor, niche.feeBasisPoints);
  const isBelowCost = costMinor !== null && left < costMinor;
  const verdict = isBelowCost
    ? 'below_cost'
    : judgePrice(askMinor, fair, { floorMinor: null, ceilingMinor: null });
  if (verdict === 'above_break_even') return null;
  return (
    <p className="flex flex-wrap items-center gap-2">
      <VerdictBadge verdict={verdict} />
      <span className="text-ink-soft">
        {words.live[verdict](priceAdviceWords.percent(1 - shareBelow(askMinor, fair)))}
      </span>
    </p>
  );
}
