import { Refusal } from '#app/kernel/refusal.ts';
import { checkWebhookUrl } from './webhook-url.ts';

/**
 * The states of a conversion that trackers know. `pending`: the lead passed its checks and waits for a buyer; `approved`: it was
 * sold; `rejected`: it was refused, nobody bought it in time, its person withdrew before, or its price went back to the buyer; `paid`:
 * the seller's share is theirs.
 * Sources: Keitaro ("lead", "sale", "rejected"), MaxConv and Affise ("pending", "approved", "rejected", "paid").
 */
export const POSTBACK_STATUSES = ['pending', 'approved', 'rejected', 'paid'] as const;
export type PostbackStatus = (typeof POSTBACK_STATUSES)[number];

/** What a postback may be called for; a test is called for nothing else. */
export type PostbackEvent = `postback.${PostbackStatus | 'test'}`;

export const MACROS = [
  'sub1',
  'sub2',
  'sub3',
  'sub4',
  'sub5',
  'status',
  'reason',
  'payout',
  'currency',
  'lead_id',
  'sale_id',
  'offer_id',
  'external_id',
  'campaign',
] as const;
export type Macro = (typeof MACROS)[number];
export type MacroValues = Readonly<Record<Macro, string>>;

/** An address with macros that is asked when something becomes of a lead. */
export type Postback = {
  readonly id: string;
  /** As it was typed, macros and all. */
  readonly url: string;
  readonly statuses: readonly PostbackStatus[];
  /** Null for all offers of the seller. */
  readonly offerId: string | null;
  readonly status: 'active' | 'disabled';
  readonly statusReason: string | null;
  readonly createdAt: Date;
};

export const POSTBACKS_LIMIT = 20;

const MACRO = /\{([^{}]*)\}/g;

/**
 * An address that postbacks may be sent to. Macros may stand anywhere after the host: whom one talks to is not for a lead's
 * data to choose.
 * @throws Refusal `macro_unknown`, `macro_in_host` and those of `checkWebhookUrl`
 */
export function checkPostbackUrl(template: string, allowPrivate: boolean): void {
  for (const [, name = ''] of template.matchAll(MACRO))
    if (!isMacro(name)) throw new Refusal('macro_unknown', { macro: name.slice(0, 40) });
  const [one, other] = ['a', 'b'].map((letter) => URL.parse(template.replace(MACRO, letter)));
  if (one && (one.origin !== other?.origin || one.username !== other.username))
    throw new Refusal('macro_in_host');
  checkWebhookUrl(template.replace(MACRO, 'a'), allowPrivate);
}

/** The address to ask: each macro with its value, encoded; one that has none is left empty. */
export function fillPostback(template: string, values: MacroValues): string {
  return template.replace(MACRO, (_whole, name: string) =>
    isMacro(name) ? encodeURIComponent(values[name].toWellFormed()) : '',
  );
}

function isMacro(name: string): name is Macro {
  return MACROS.some((macro) => macro === name);
}
