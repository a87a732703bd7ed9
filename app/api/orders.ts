import { z } from 'zod';
import { budgetMinorIn } from '#app/domain/exchange/budget.ts';
import { DAYS } from '#app/domain/exchange/buying-hours.ts';
import { createOrder } from '#app/domain/exchange/create-order.server.ts';
import type { Order, OrderTerms } from '#app/domain/exchange/order.ts';
import { readOrder, readOrders } from '#app/domain/exchange/read-orders.server.ts';
import { type OrderChange, updateOrder } from '#app/domain/exchange/update-order.server.ts';
import { moneyJson } from '#app/domain/leads/lead-json.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { defineCall } from './call.ts';
import {
  amount,
  beforeOf,
  id,
  instant,
  languages,
  listOf,
  money,
  page,
  temperature,
  toPage,
} from './schemas.ts';

const unique = (values: readonly string[]) => new Set(values).size === values.length;
const cap = z.number().int().min(1).max(1_000_000).nullable();

const filters = z.strictObject({
  temperature: z.array(temperature).max(3).refine(unique, 'not_unique').optional(),
  min_score: z.number().int().min(0).max(100).optional(),
  languages: languages.optional(),
});
const caps = z.strictObject({
  hour: cap.optional(),
  day: cap.optional(),
  week: cap.optional(),
  month: cap.optional(),
});
const budget = z.strictObject({
  day: amount.nullable().optional(),
  month: amount.nullable().optional(),
  total: amount.nullable().optional(),
});

const hours = z
  .strictObject({
    days: z.array(z.enum(DAYS)).min(1).max(DAYS.length).refine(unique, 'not_unique'),
    from: z.number().int().min(0).max(23),
    to: z.number().int().min(1).max(24),
  })
  .refine(({ from, to }) => from !== to, 'hours_empty');

const fields = {
  niches: z.array(z.string().max(64)).min(1).max(60).refine(unique, 'not_unique'),
  regions: z.array(z.string().max(32)).min(1).max(100).refine(unique, 'not_unique'),
  max_price: amount,
  filters,
  accept_unknown: z.boolean(),
  caps,
  budget,
  timezone: z.string().max(64).meta({ example: 'Europe/Kyiv' }),
  hours: hours.nullable(),
  status: z.enum(['active', 'paused']),
};

/** Also what the page's form means. */
export const orderBody = z.strictObject({
  ...fields,
  filters: filters.default({}),
  accept_unknown: fields.accept_unknown.default(true),
  caps: caps.default({}),
  budget: budget.default({}),
  timezone: fields.timezone.default('UTC'),
  hours: fields.hours.default(null),
  status: fields.status.default('active'),
});

const orderChange = z
  .strictObject(fields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'empty_change');
type OrderChangeBody = z.output<typeof orderChange>;

export const order = z.object({
  id: id('ord'),
  niches: z.array(z.string()),
  regions: z.array(z.string()),
  max_price: money,
  filters: z.object({
    temperature: z.array(temperature),
    min_score: z.number().int(),
    languages: z.array(z.string()),
  }),
  accept_unknown: z.boolean(),
  caps: z.object({
    hour: z.number().nullable(),
    day: z.number().nullable(),
    week: z.number().nullable(),
    month: z.number().nullable(),
  }),
  budget: z.object({ day: money.nullable(), month: money.nullable(), total: money.nullable() }),
  timezone: z.string(),
  hours: z.object({ days: z.array(z.enum(DAYS)), from: z.number().int(), to: z.number().int() }).nullable(),
  status: z.enum(['active', 'paused']),
  created_at: instant,
});

const TERMS_REFUSALS = [
  'niche_unknown',
  'region_unknown',
  'timezone_unknown',
  'order_too_wide',
  'budget_currency',
] as const;

export const createOrderCall = defineCall({
  operation: 'createOrder',
  method: 'POST',
  path: '/orders',
  access: { kind: 'key', scope: 'orders:write', side: 'buyer' },
  body: orderBody,
  answers: { 201: order },
  refusals: ['body_malformed', 'body_too_large', 'invalid', 'orders_limit', ...TERMS_REFUSALS],
  async handle({ body, principal, context }) {
    const { db, now, actor, origin } = context;
    const { organisationId } = principal;
    const terms = toTerms(body);
    return {
      status: 201,
      body: orderJson(await createOrder(db, { organisationId, terms, actor, origin, now })),
    };
  },
});

export const listOrders = defineCall({
  operation: 'listOrders',
  method: 'GET',
  path: '/orders',
  access: { kind: 'key', scope: 'orders:read', side: 'buyer' },
  query: page,
  answers: { 200: listOf(order) },
  refusals: ['invalid'],
  async handle({ query, principal, context: { db } }) {
    const rows = await readOrders(db, {
      organisationId: principal.organisationId,
      limit: query.limit + 1,
      before: beforeOf('ord', query.cursor),
    });
    return { status: 200, body: toPage(rows, query.limit, orderJson) };
  },
});

export const readOneOrder = defineCall({
  operation: 'readOrder',
  method: 'GET',
  path: '/orders/{id}',
  access: { kind: 'key', scope: 'orders:read', side: 'buyer' },
  params: z.object({ id: id('ord') }),
  answers: { 200: order },
  refusals: ['order_unknown'],
  async handle({ params, principal, context: { db } }) {
    const found = await readOrder(db, { organisationId: principal.organisationId, orderId: params.id });
    if (!found) throw new Refusal('order_unknown');
    return { status: 200, body: orderJson(found) };
  },
});

export const updateOrderCall = defineCall({
  operation: 'updateOrder',
  method: 'PATCH',
  path: '/orders/{id}',
  access: { kind: 'key', scope: 'orders:write', side: 'buyer' },
  params: z.object({ id: id('ord') }),
  body: orderChange,
  answers: { 200: order },
  refusals: [
    'body_malformed',
    'body_too_large',
    'invalid',
    'order_unknown',
    'order_currency_stays',
    ...TERMS_REFUSALS,
  ],
  async handle({ params, body, principal, context }) {
    const { db, now, actor, origin } = context;
    const { organisationId } = principal;
    const changed = await updateOrder(db, {
      organisationId,
      orderId: params.id,
      change: toChange(body),
      actor,
      origin,
      now,
    });
    return { status: 200, body: orderJson(changed) };
  },
});

/**
 * The terms that a whole order states.
 * @throws Refusal `budget_currency`
 */
export function toTerms(body: z.output<typeof orderBody>): OrderTerms {
  const { currency, amountMinor: maxPriceMinor } = body.max_price;
  return {
    niches: body.niches,
    regions: body.regions,
    currency,
    maxPriceMinor,
    temperatures: body.filters.temperature ?? [],
    minScore: body.filters.min_score ?? 0,
    languages: body.filters.languages ?? [],
    acceptUnknown: body.accept_unknown,
    caps: { hour: null, day: null, week: null, month: null, ...given(body.caps) },
    budgetMinor: { day: null, month: null, total: null, ...budgetMinorIn(currency, body.budget) },
    timezone: body.timezone,
    hours: body.hours,
    status: body.status,
  };
}

function toChange(body: OrderChangeBody): OrderChange {
  return {
    niches: body.niches,
    regions: body.regions,
    currency: body.max_price?.currency,
    maxPriceMinor: body.max_price?.amountMinor,
    temperatures: body.filters?.temperature,
    minScore: body.filters?.min_score,
    languages: body.filters?.languages,
    acceptUnknown: body.accept_unknown,
    caps: body.caps && given(body.caps),
    budget: body.budget,
    timezone: body.timezone,
    hours: body.hours,
    status: body.status,
  };
}

/** Only what was given: null lifts a bound, absence leaves it. */
function given<Value>(bounds: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(bounds).filter((entry): entry is [string, Value] => entry[1] !== undefined),
  );
}

function orderJson(row: Order) {
  const limit = (minor: bigint | null) => (minor === null ? null : moneyJson(minor, row.currency));
  return {
    id: row.id,
    niches: row.niches,
    regions: row.regions,
    max_price: moneyJson(row.maxPriceMinor, row.currency),
    filters: { temperature: row.temperatures, min_score: row.minScore, languages: row.languages },
    accept_unknown: row.acceptUnknown,
    caps: row.caps,
    budget: {
      day: limit(row.budgetMinor.day),
      month: limit(row.budgetMinor.month),
      total: limit(row.budgetMinor.total),
    },
    timezone: row.timezone,
    hours: row.hours,
    status: row.status,
    created_at: row.createdAt.toISOString(),
  };
}
