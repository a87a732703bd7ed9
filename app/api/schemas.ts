import { z } from 'zod';
import { knownLanguage, LANGUAGES_LIMIT } from '#app/domain/catalog/language.ts';
import { CHANNELS, OFFER_STATUSES, TARGET_ACTIONS, TRAFFIC_KINDS } from '#app/domain/catalog/offer.ts';
import { EVENTS } from '#app/domain/delivery/endpoint.ts';
import { DISPUTE_REASONS, DISPUTE_STATUSES, OUTCOMES, REPLIES } from '#app/domain/disputes/dispute.ts';
import { SALE_STATUSES } from '#app/domain/exchange/sale.ts';
import { CHECKS } from '#app/domain/leads/check-result.ts';
import { LEAD_STATUSES } from '#app/domain/leads/lead.ts';
import { type IdPrefix, isId } from '#app/kernel/ids.ts';
import { CURRENCIES } from '#app/kernel/money.ts';

/** What more than one call speaks of. Requests are strict: a field nobody reads is a mistake worth telling. */

export const id = (prefix: IdPrefix) =>
  z
    .string()
    .max(64)
    .meta({ example: `${prefix}_01jd8m3c9ve0r8x2b6kqz4t7na` });

export const currency = z.enum(CURRENCIES);
export const temperature = z.enum(['cold', 'warm', 'hot']);
export const instant = z.iso.datetime();

const LARGEST_AMOUNT_DIGITS = 15;

/** An amount above zero; parsed to a bigint. */
export const amount = z
  .strictObject(
    {
      amount_minor: z
        .string('amount_form')
        .regex(new RegExp(`^[1-9][0-9]{0,${LARGEST_AMOUNT_DIGITS - 1}}$`), 'amount_form')
        .meta({ example: '60000' }),
      currency,
    },
    'money_form',
  )
  .transform((money) => ({ amountMinor: BigInt(money.amount_minor), currency: money.currency }));

/** Languages that people speak, each once. What has a code of two letters is answered with it, whichever was given. */
export const languages = z
  .array(
    z.string().transform((code, ctx) => {
      const known = knownLanguage(code);
      if (known === null) ctx.addIssue({ code: 'custom', message: 'language_unknown' });
      return known ?? '';
    }),
  )
  .max(LANGUAGES_LIMIT)
  .refine((codes) => new Set(codes).size === codes.length, 'not_unique')
  .meta({ example: ['uk', 'ru'] });

/** An amount as it is answered. */
export const money = z.object({ amount_minor: z.string(), currency });

export const page = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(64).optional(),
});

export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ data: z.array(item), next_cursor: z.string().nullable() });

/** A page of what was read with one row more than asked, so that it is known whether more follow. */
export function toPage<Row extends { id: string }, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
) {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { data: shown.map(toItem), next_cursor: rows.length > limit && last ? last.id : null };
}

/** Where to read on; a cursor that is none of ours reads nothing rather than everything. */
export function beforeOf(prefix: IdPrefix, cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  return isId(prefix, cursor) ? cursor : '';
}

export const check = z.object({
  check: z.enum(CHECKS),
  verdict: z.enum(['pass', 'warn', 'fail', 'unknown']),
  code: z.string(),
  detail: z.string(),
});

const answersSchema = z.record(
  z.string(),
  z.union([z.number(), z.boolean(), z.string(), z.array(z.string())]),
);

const needShape = {
  niche: z.string(),
  region: z.string(),
  city: z.string().nullable(),
  language: z.string().nullable(),
  attributes: answersSchema,
  wanted_within_days: z.number().int().nullable(),
  budget: money.nullable(),
  decision_maker: z.boolean().nullable(),
  preferred_channel: z.string().nullable(),
  channel: z.enum(CHANNELS),
  score: z.number().int().nullable(),
  temperature: temperature.nullable(),
  score_reasons: z.array(
    z.object({ effect: z.enum(['raises', 'lowers']), code: z.string(), detail: z.string() }),
  ),
};
export const need = z.object(needShape);

export const saleStatus = z.enum(SALE_STATUSES);

export const lead = z.object({
  id: id('lead'),
  offer_id: id('offer'),
  status: z.enum(LEAD_STATUSES),
  reason: z.object({ code: z.string(), detail: z.string() }).nullable(),
  checks: z.array(check),
  ...needShape,
  source: z.object({
    traffic: z.string().nullable(),
    campaign: z.string().nullable(),
    sub_ids: z.array(z.string()),
    utm: z.record(z.string(), z.string()),
  }),
  external_id: z.string().nullable(),
  test: z.boolean(),
  sales: z.array(
    z.object({ id: id('sale'), price: money, earned: money, status: saleStatus, sold_at: instant }),
  ),
  created_at: instant,
  settled_at: instant.nullable(),
});

export const quote = z.object({
  p10: money,
  p50: money,
  p90: money,
  base: money,
  factors: z.array(
    z.object({
      factor: z.string(),
      multiplier: z.number(),
      n: z.number().int(),
      assumed: z.boolean(),
      z: z.number().optional(),
      as_of: z.string().optional(),
    }),
  ),
  model_version: z.string(),
});

const saleShape = {
  id: id('sale'),
  lead_id: id('lead'),
  offer_id: id('offer'),
  price: money,
  quote,
  auction: z.union([
    z.object({
      kind: z.literal('second_price'),
      ask: z.string(),
      copies: z.number().int(),
      bid_count: z.number().int(),
      highest_losing_bid: z.string().nullable(),
    }),
    z.object({ kind: z.literal('open_market'), ask: z.string() }),
  ]),
  status: saleStatus,
  dispute_until: instant,
  sold_at: instant,
  lead: need,
  checks: z.array(check),
};

export const contact = z.object({
  name: z.string().nullable(),
  phone: z.string().nullable(),
  phone_e164: z.string().nullable(),
  email: z.string().nullable(),
  message: z.string().nullable(),
  city: z.string().nullable(),
  photos: z.array(z.string()),
  source_url: z.string().nullable(),
  consent: z.object({ text: z.string(), given_at: instant, url: z.string().nullable() }),
  extra_attributes: z.record(z.string(), z.unknown()),
});

export const sale = z.discriminatedUnion('role', [
  z.object({
    ...saleShape,
    role: z.literal('buyer'),
    order_id: id('ord').nullable(),
    contact: contact.nullable(),
    consent_certificate_url: z.url(),
  }),
  z.object({ ...saleShape, role: z.literal('seller'), fee: money, earned: money }),
]);

export const offer = z.object({
  id: id('offer'),
  niche: z.string(),
  regions: z.array(z.string()),
  ask: money,
  exclusivity: z.enum(['exclusive', 'shared']),
  max_sells: z.number().int(),
  target_action: z.enum(TARGET_ACTIONS),
  channels: z.array(z.enum(CHANNELS)),
  landing_url: z.string().nullable(),
  traffic: z.array(z.enum(TRAFFIC_KINDS)),
  languages: z.array(z.string()),
  consent_text: z.string(),
  dispute_window_hours: z.number().int(),
  daily_volume: z.number().int().nullable(),
  status: z.enum(OFFER_STATUSES),
  review: z.object({ reason: z.string().nullable(), reviewed_at: instant.nullable() }).nullable(),
  created_at: instant,
});

export const dispute = z.object({
  id: id('disp'),
  sale_id: id('sale'),
  role: z.enum(['buyer', 'seller']),
  reason: z.enum(DISPUTE_REASONS),
  detail: z.string().nullable(),
  status: z.enum(DISPUTE_STATUSES),
  outcome: z.enum(OUTCOMES).nullable(),
  refund: money,
  due_at: instant.nullable(),
  opened_at: instant,
  reply: z.object({ reply: z.enum(REPLIES), detail: z.string().nullable(), replied_at: instant }).nullable(),
  ruling: z
    .object({
      by: z.enum(['seller', 'moderator']),
      reasoning: z.string().nullable(),
      early: z.boolean(),
      ruled_at: instant,
    })
    .nullable(),
});

export const endpoint = z.object({
  id: id('endp'),
  url: z.string(),
  events: z.array(z.enum(EVENTS)),
  status: z.enum(['active', 'disabled']),
  status_reason: z.string().nullable(),
  created_at: instant,
});
