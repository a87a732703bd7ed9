import {
  type Dispute,
  mayStillAnswer,
  OUTCOMES,
  type Outcome,
  REASONING_LEAST,
  TEXT_LIMIT,
} from '#app/domain/disputes/dispute.ts';
import type { Sale } from '#app/domain/exchange/sale.ts';
import { formatMoney } from '#app/ui/format-money.ts';
import { moderationWords } from '#app/words/en/moderation.ts';
import { type Failed, failed, one, type Typed } from '../form.ts';
import { readWords } from '../read-words.ts';

const words = moderationWords.one;

export type Ruling = { readonly outcome: Outcome; readonly reasoning: string; readonly early: boolean };

/** What a moderator means to rule, or what is missing of it. */
export function readRuling(
  typed: Typed,
  dispute: Dispute,
  now: Date,
): { ok: true; ruling: Ruling } | { ok: false; failed: Failed } {
  const outcome = OUTCOMES.find((known) => known === one(typed, 'outcome'));
  const reasoning = readWords(typed, 'reasoning');
  const early = one(typed, 'early') === 'yes';
  const errors = {
    ...(outcome ? {} : { outcome: words.errors.outcome }),
    ...(reasoning.length < REASONING_LEAST ? { reasoning: words.errors.reasoning } : {}),
    ...(reasoning.length > TEXT_LIMIT ? { reasoning: words.errors.tooLong } : {}),
    ...(mayStillAnswer(dispute, now) && !early ? { early: words.errors.early } : {}),
  };
  if (!outcome || Object.keys(errors).length > 0) return { ok: false, failed: failed(typed, errors) };
  return { ok: true, ruling: { outcome, reasoning, early } };
}

/** The question before a ruling, with every sum that moves or stays. */
export function askToRule({ outcome, reasoning, early }: Ruling, dispute: Dispute, sale: Sale, now: Date) {
  const write = (amountMinor: bigint) => formatMoney({ amountMinor, currency: sale.currency });
  const price = write(sale.priceMinor);
  const share = write(sale.priceMinor - sale.feeMinor);
  const until = `${sale.disputeUntil.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const { asks } = words;
  return {
    title: asks[outcome].title,
    text: asks[outcome].text,
    figures: [
      ...(outcome === 'upheld'
        ? [
            { label: asks.toBuyer, value: price },
            { label: asks.fromSeller, value: share },
            { label: asks.fromFees, value: write(sale.feeMinor) },
          ]
        : [
            { label: asks.staysHeld, value: share },
            { label: asks.until, value: until },
          ]),
      ...(mayStillAnswer(dispute, now) ? [{ label: asks.early, value: asks.earlyValue }] : []),
      { label: asks.reasoning, value: reasoning },
    ],
    fields: { intent: 'rule', outcome, reasoning, ...(early ? { early: 'yes' } : {}) },
    confirmLabel: outcome === 'upheld' ? asks.upheld.confirm(price) : asks.refused.confirm,
    tone: outcome === 'upheld' ? ('main' as const) : ('danger' as const),
  };
}
