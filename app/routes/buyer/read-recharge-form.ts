import { z } from 'zod';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { parseMajor } from '#app/ui/parse-major.ts';
import { cardWords } from '#app/words/en/cards.ts';
import { type Failed, failed, one, type Typed } from '../form.ts';

const words = cardWords.recharge;

/** What somebody wants who sends the form: recharge on, recharge off, or only the warning while it is off. */
export type Planned = {
  readonly intent: 'on' | 'off' | 'saved';
  readonly currency: Currency;
  readonly plan: {
    readonly warnMinor: bigint | null;
    readonly recharge: {
      readonly thresholdMinor: bigint;
      readonly amountMinor: bigint;
      readonly ceilingMinor: bigint;
      readonly cardId: string;
    } | null;
  };
};

/** Reads the form of the recharge page. An empty warning derives it; an unknown currency is no form of ours. */
export function readRechargeForm(
  typed: Typed,
): { ok: true; planned: Planned } | { ok: false; failed: Failed } {
  const currency = z.enum(CURRENCIES).safeParse(one(typed, 'currency'));
  const intent = z.enum(['on', 'off', 'saved']).safeParse(one(typed, 'intent'));
  if (!currency.success || !intent.success) throw new Response(null, { status: 400 });
  const errors: Record<string, string> = {};
  const amountOf = (name: string): bigint => {
    const minor = parseMajor(one(typed, name), currency.data);
    if (minor === null) errors[name] = words.invalid;
    return minor ?? 0n;
  };
  const warnMinor = one(typed, 'warn').trim() === '' ? null : amountOf('warn');
  const recharge =
    intent.data === 'on'
      ? {
          thresholdMinor: amountOf('threshold'),
          amountMinor: amountOf('amount'),
          ceilingMinor: amountOf('ceiling'),
          cardId: one(typed, 'card'),
        }
      : null;
  if (recharge?.cardId === '') errors.card = words.cardNeeded;
  if (Object.keys(errors).length > 0) return { ok: false, failed: failed(typed, errors) };
  return {
    ok: true,
    planned: { intent: intent.data, currency: currency.data, plan: { warnMinor, recharge } },
  };
}
