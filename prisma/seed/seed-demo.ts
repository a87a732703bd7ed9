import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { accountOf } from '#app/domain/billing/accounts.ts';
import { fundDemoWallet } from '#app/domain/billing/fund-demo-wallet.server.ts';
import { createOffer } from '#app/domain/catalog/create-offer.server.ts';
import { CHANNELS, type OfferTerms } from '#app/domain/catalog/offer.ts';
import { createOrder } from '#app/domain/exchange/create-order.server.ts';
import type { OrderTerms } from '#app/domain/exchange/order.ts';
import { SCOPES } from '#app/domain/identity/api-key.ts';
import { authenticateApiKey } from '#app/domain/identity/authenticate-api-key.server.ts';
import { createApiKey } from '#app/domain/identity/create-api-key.server.ts';
import { hashPassword, passwordMatches } from '#app/domain/identity/password.server.ts';
import { changeSetting } from '#app/domain/settings/change-setting.server.ts';
import { readSettings } from '#app/domain/settings/read-settings.server.ts';
import { SETTINGS, type SettingValue } from '#app/domain/settings/setting.ts';
import { newId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { transact } from '#app/platform/db.server.ts';
import { readEnv } from '#app/platform/env.server.ts';
import { type Db, openPlatform } from '#app/platform/platform.server.ts';
import { demoWords } from '#app/words/en/demo.ts';

type Role = 'seller' | 'buyer' | 'moderator' | 'admin';
type Account = { role: Role; email: string; password: string };

/** What `demo.json` tells, less the address. */
export type DemoMarket = {
  accounts: Account[];
  apiKeys: { seller: string; buyer: string };
  traffic: { apiKey: string };
  offerId: string;
  orderId: string;
  region: string;
  city: string;
  niche: string;
};

const ACTOR = { actor: 'seed', origin: 'seed:demo' };
const DEMO_RATE_PER_SECOND = 200;
const LEADS_PAID_FOR = 5_000n;

/**
 * Makes the demo market, or finds it as it stands: log-ins, keys, offers and orders stay the same from start to start,
 * and the buyers' wallets are filled up with play money again.
 * @param demoFile where `demo.json` goes; what was given out before lies beside it
 */
export async function seedDemo(demoFile: string): Promise<DemoMarket> {
  const { db, close } = await openPlatform(readEnv(), {
    name: 'seed',
    queueRole: 'sender',
    maxConnections: 4,
  });
  try {
    return await seedMarket(db, readPrevious(demoFile));
  } finally {
    await close();
  }
}

function readPrevious(demoFile: string): Partial<DemoMarket> {
  const found = [demoFile, demoFile.replace(/\.json$/, '.previous.json')].find((file) => existsSync(file));
  return found ? JSON.parse(readFileSync(found, 'utf8')) : {};
}

async function seedMarket(db: Db, previous: Partial<DemoMarket>): Promise<DemoMarket> {
  const seller = await organisation(db, { name: demoWords.seller, sells: true, buys: false, country: 'UA' });
  const buyer = await organisation(db, { name: demoWords.buyer, sells: false, buys: true, country: 'UA' });
  const rival = await organisation(db, { name: demoWords.rival, sells: false, buys: true, country: 'UA' });
  const agency = await organisation(db, { name: demoWords.agency, sells: true, buys: false, country: 'RU' });
  const trader = await organisation(db, { name: demoWords.trader, sells: false, buys: true, country: 'RU' });

  await nameOperator(db);

  const accounts: Account[] = [];
  for (const [role, organisationId] of [
    ['seller', seller],
    ['buyer', buyer],
    ['moderator', null],
    ['admin', null],
  ] as const) {
    accounts.push(await person(db, { role, organisationId, previous }));
  }
  const demoOffer = await offer(db, seller, {
    niche: 'property.flat_new',
    regions: ['UA', 'RU-LEN'],
    ask: 30_000n,
    currency: 'UAH',
  });
  const demoOrder = await order(db, buyer, {
    niches: ['property'],
    regions: ['UA', 'RU-LEN'],
    top: 90_000n,
    currency: 'UAH',
  });
  await order(db, rival, { niches: ['property'], regions: ['UA'], top: 52_500n, currency: 'UAH' });
  for (const terms of AGENCY_OFFERS) await offer(db, agency, terms);
  for (const terms of TRADER_ORDERS) await order(db, trader, terms);

  return {
    accounts,
    apiKeys: {
      seller: await apiKey(db, seller, previous.apiKeys?.seller),
      buyer: await apiKey(db, buyer, previous.apiKeys?.buyer),
    },
    traffic: { apiKey: await apiKey(db, agency, previous.traffic?.apiKey) },
    offerId: demoOffer,
    orderId: demoOrder,
    region: 'UA-30',
    city: 'Kyiv',
    niche: 'property.flat_new',
  };
}

type DemoOffer = { niche: string; regions: string[]; ask: bigint; currency: Currency; maxSells?: number };
type DemoOrder = { niches: string[]; regions: string[]; top: bigint; currency: Currency; capDay?: number };

/** What the demo's traffic is sent for; some of it no order wants, so that the open market is not empty. */
const AGENCY_OFFERS: readonly DemoOffer[] = [
  { niche: 'legal.family', regions: ['RU'], ask: 20_000n, currency: 'RUB' },
  { niche: 'legal.bankruptcy', regions: ['RU'], ask: 50_000n, currency: 'RUB' },
  { niche: 'renovation.windows', regions: ['UA', 'HU'], ask: 5_000n, currency: 'UAH', maxSells: 3 },
  { niche: 'climate.solar', regions: ['HU', 'AM', 'AZ'], ask: 600n, currency: 'EUR' },
  { niche: 'education.languages', regions: ['KZ', 'MN'], ask: 100_000n, currency: 'KZT' },
];

const TRADER_ORDERS: readonly DemoOrder[] = [
  { niches: ['legal'], regions: ['RU-MOW', 'RU-SPE', 'RU-MUR'], top: 90_000n, currency: 'RUB', capDay: 400 },
  { niches: ['renovation.windows'], regions: ['UA'], top: 15_000n, currency: 'UAH', capDay: 400 },
];

/** A number that passes its check, and nobody's account: papers and invoices can be looked at in the demo as well. */
const OPERATOR_TAX_NUMBER = '14360570';
const OPERATOR_IBAN = 'UA213223130000026007233566001';

/** What an operator would set first; what somebody has set since is left alone. */
async function nameOperator(db: Db): Promise<void> {
  const { changed } = await readSettings(db);
  const { operator } = demoWords;
  if (!changed.operator) {
    const value: SettingValue<'operator'> = {
      party: {
        form: 'company',
        legalName: operator.name,
        countryCode: 'UA',
        registrationNumber: null,
        taxNumber: OPERATOR_TAX_NUMBER,
        vatNumber: null,
        address: operator.address,
        signatoryName: operator.signatory,
        signatoryRole: operator.role,
      },
      vatRateBasisPoints: 0,
    };
    await changeSetting(db, { ...ACTOR, key: 'operator', value, now: new Date() });
  }
  if (!changed.bank_account) {
    const { accounts } = SETTINGS.bank_account.default;
    const value: SettingValue<'bank_account'> = {
      holder: operator.name,
      bank: operator.bank,
      bankCode: 'PBANUA2X',
      accounts: { ...accounts, UAH: OPERATOR_IBAN, EUR: OPERATOR_IBAN },
    };
    await changeSetting(db, { ...ACTOR, key: 'bank_account', value, now: new Date() });
  }
}

/** The clock by which somebody of the demo reads times. */
const ZONES = { UA: 'Europe/Kyiv', RU: 'Europe/Moscow' } as const;

async function organisation(
  db: Db,
  input: { name: string; sells: boolean; buys: boolean; country: keyof typeof ZONES },
): Promise<string> {
  const found = await db.prisma.organisation.findFirst({ where: { name: input.name } });
  if (found) return found.id;
  const { id } = await db.prisma.organisation.create({
    data: {
      id: newId('org'),
      name: input.name,
      countryCode: input.country,
      timezone: ZONES[input.country],
      sells: input.sells,
      buys: input.buys,
      reviewStatus: 'approved',
    },
  });
  return id;
}

async function person(
  db: Db,
  input: { role: Role; organisationId: string | null; previous: Partial<DemoMarket> },
): Promise<Account> {
  const { role, organisationId } = input;
  const email = `${role}@demo.birja.test`;
  const password =
    input.previous.accounts?.find((one) => one.role === role)?.password ??
    randomBytes(12).toString('base64url');
  const known = await db.prisma.person.findUnique({ where: { email } });
  if (known && !(await passwordMatches(known.passwordHash, password))) {
    await db.prisma.person.update({ where: { email }, data: { passwordHash: await hashPassword(password) } });
  }
  if (!known) {
    await db.prisma.person.create({
      data: {
        id: newId('pers'),
        email,
        name: demoWords.people[role],
        passwordHash: await hashPassword(password),
        emailConfirmedAt: new Date(),
        ...(role === 'moderator' || role === 'admin' ? { platformRole: role } : {}),
        ...(organisationId
          ? { memberships: { create: { id: newId('memb'), organisationId, role: 'owner' } } }
          : {}),
      },
    });
  }
  return { role, email, password };
}

/** Only the hash of a key is stored: the text is known from what was given out before, or a new key is made. */
async function apiKey(db: Db, organisationId: string, previous: string | undefined): Promise<string> {
  const principal = previous ? await authenticateApiKey(db.pool, previous) : null;
  if (previous && principal?.organisationId === organisationId) return previous;
  const { text } = await createApiKey(db, {
    ...ACTOR,
    organisationId,
    name: demoWords.key,
    scopes: SCOPES,
    ratePerSecond: DEMO_RATE_PER_SECOND,
    now: new Date(),
  });
  return text;
}

async function offer(db: Db, organisationId: string, demo: DemoOffer): Promise<string> {
  const found = await db.prisma.offer.findFirst({ where: { organisationId, nicheCode: demo.niche } });
  if (found) return found.id;
  const maxSells = demo.maxSells ?? 1;
  const terms: OfferTerms = {
    niche: demo.niche,
    regions: demo.regions,
    askMinor: demo.ask,
    currency: demo.currency,
    exclusivity: maxSells === 1 ? 'exclusive' : 'shared',
    maxSells,
    targetAction: 'contact',
    channels: [...CHANNELS],
    landingUrl: null,
    traffic: [],
    languages: [],
    consentText: demoWords.consent,
    disputeWindowHours: 120,
    dailyVolume: null,
    status: 'active',
  };
  return (await createOffer(db, { ...ACTOR, organisationId, terms, now: new Date() })).id;
}

async function order(db: Db, organisationId: string, demo: DemoOrder): Promise<string> {
  const terms: OrderTerms = {
    niches: demo.niches,
    regions: demo.regions,
    currency: demo.currency,
    maxPriceMinor: demo.top,
    temperatures: [],
    minScore: 0,
    languages: [],
    acceptUnknown: true,
    caps: { hour: null, day: demo.capDay ?? null, week: null, month: null },
    budgetMinor: { day: null, month: null, total: null },
    timezone: 'UTC',
    hours: null,
    status: 'active',
  };
  const found = await db.prisma.standingOrder.findFirst({
    where: { organisationId, niches: { equals: demo.niches }, currency: demo.currency },
  });
  const id = found?.id ?? (await createOrder(db, { ...ACTOR, organisationId, terms, now: new Date() })).id;
  await fillWallet(db, organisationId, demo.currency, demo.top * LEADS_PAID_FOR);
  return id;
}

async function fillWallet(
  db: Db,
  organisationId: string,
  currency: Currency,
  wantedMinor: bigint,
): Promise<void> {
  const accountId = accountOf(organisationId, 'spendable', currency);
  const balance = await db.prisma.accountBalance.findUnique({ where: { accountId } });
  const amountMinor = wantedMinor - (balance?.balanceMinor ?? 0n);
  if (amountMinor <= 0n) return;
  const now = new Date();
  await transact(db.pool, (tx) =>
    fundDemoWallet(tx, {
      ...ACTOR,
      organisationId,
      money: { amountMinor, currency },
      occasion: now.toISOString(),
      now,
    }),
  );
}
