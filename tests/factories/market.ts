import { randomBytes } from 'node:crypto';
import { fundDemoWallet } from '#app/domain/billing/fund-demo-wallet.server.ts';
import { createOffer } from '#app/domain/catalog/create-offer.server.ts';
import type { Offer, OfferTerms } from '#app/domain/catalog/offer.ts';
import { createOrder } from '#app/domain/exchange/create-order.server.ts';
import type { Order, OrderTerms } from '#app/domain/exchange/order.ts';
import { SCOPES, type Scope } from '#app/domain/identity/api-key.ts';
import { createApiKey } from '#app/domain/identity/create-api-key.server.ts';
import { newId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';

const ACTOR = { actor: 'test', origin: 'test' };

export async function makeOrganisation(db: Db, side: 'seller' | 'buyer' | 'both'): Promise<string> {
  const { id } = await db.prisma.organisation.create({
    data: {
      id: newId('org'),
      name: `Test ${side}`,
      countryCode: 'UA',
      sells: side !== 'buyer',
      buys: side !== 'seller',
      reviewStatus: 'approved',
    },
  });
  return id;
}

export async function makeKey(
  db: Db,
  organisationId: string,
  options: { scopes?: readonly Scope[]; ratePerSecond?: number } = {},
): Promise<string> {
  const { text } = await createApiKey(db, {
    ...ACTOR,
    organisationId,
    name: 'test',
    scopes: options.scopes ?? SCOPES,
    ratePerSecond: options.ratePerSecond ?? 10_000,
    now: new Date(),
  });
  return text;
}

export async function fund(
  db: Db,
  organisationId: string,
  amountMinor: bigint,
  currency: Currency = 'UAH',
): Promise<void> {
  const occasion = randomBytes(6).toString('hex');
  await transact(db.pool, (tx) =>
    fundDemoWallet(tx, {
      ...ACTOR,
      organisationId,
      money: { amountMinor, currency },
      occasion,
      now: new Date(),
    }),
  );
}

export function makeOffer(db: Db, organisationId: string, terms: Partial<OfferTerms> = {}): Promise<Offer> {
  return createOffer(db, {
    ...ACTOR,
    organisationId,
    now: new Date(),
    terms: {
      niche: 'property.flat_new',
      regions: ['UA', 'RU-LEN'],
      askMinor: 30_000n,
      currency: 'UAH',
      exclusivity: 'exclusive',
      maxSells: 1,
      targetAction: 'contact',
      channels: ['form'],
      landingUrl: null,
      traffic: [],
      languages: [],
      consentText: 'I agree to be called about my request.',
      disputeWindowHours: 120,
      dailyVolume: null,
      status: 'active',
      ...terms,
    },
  });
}

export function makeOrder(db: Db, organisationId: string, terms: Partial<OrderTerms> = {}): Promise<Order> {
  return createOrder(db, {
    ...ACTOR,
    organisationId,
    now: new Date(),
    terms: {
      niches: ['property'],
      regions: ['UA', 'RU-LEN'],
      currency: 'UAH',
      maxPriceMinor: 90_000n,
      temperatures: [],
      minScore: 0,
      acceptUnknown: true,
      languages: [],
      caps: { hour: null, day: null, week: null, month: null },
      budgetMinor: { day: null, month: null, total: null },
      timezone: 'UTC',
      hours: null,
      status: 'active',
      ...terms,
    },
  });
}

let serial = Math.floor(Math.random() * 1_000_000);

/** A Ukrainian mobile number that no other call of this run gives. */
export function freshPhone(): string {
  serial = (serial + 7_919) % 10_000_000;
  return `+38067${String(serial).padStart(7, '0')}`;
}

/** The body of POST /leads with what every lead needs. */
export function leadBody(offerId: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    offer_id: offerId,
    contact: { name: 'Olena', phone: freshPhone() },
    region: 'UA-30',
    city: 'Kyiv',
    channel: 'form',
    consent: { text: 'I agree to be called about my request.', given_at: new Date().toISOString() },
    ...more,
  };
}
