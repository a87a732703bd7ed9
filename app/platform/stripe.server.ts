import StripeSdk from 'stripe';
import { assert } from '#app/kernel/assert.ts';
import type { Env } from './env.server.ts';
import { type CardCalls, cardCalls, type KeptCard, toKeptCard } from './stripe-cards.server.ts';
import { readEvent, type SignedEvent } from './stripe-events.server.ts';

const TIMEOUT_MS = 8_000;
const RETRIES = 2;
/** The most that Stripe gives at once. */
const LINES_A_PAGE = 100;
const PAGE_SIZE = 100;
/** Parts in which one transfer may come back. */
const PARTS_LIMIT = 1_000;
const OWN_PAGES = ['https://checkout.stripe.com', 'https://connect.stripe.com', 'https://hooks.stripe.com'];

/**
 * Stripe refuses and would refuse the same again: nothing was done. `code` is Stripe's own. Whatever else goes wrong
 * leaves open whether it was done, and is to be asked again with the same key.
 */
export class StripeRefused extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`refused by stripe: ${code}`);
    this.name = 'StripeRefused';
    this.code = code;
  }
}

/** A page on which somebody pays by card, or has one kept. */
export type CheckoutPage = {
  readonly id: string;
  readonly status: 'open' | 'complete' | 'expired';
  readonly isPaid: boolean;
  /** Where it is, while it is open. */
  readonly url: string | null;
  readonly amountMinor: bigint;
  /** ISO 4217, capitals. */
  readonly currency: string;
  /** What we called it when it was made. */
  readonly reference: string | null;
  readonly paymentIntentId: string | null;
  readonly customerId: string | null;
  /** What was paid with or is kept; null while nothing is, and where the page was not asked for by its id. */
  readonly card: KeptCard | null;
};

/** An account that money is passed on to. */
export type ConnectedAccount = {
  readonly id: string;
  readonly detailsSubmitted: boolean;
  /** Whether money reaches it, and its owner's bank from there. */
  readonly payoutsEnabled: boolean;
  /** What Stripe still asks for, by Stripe's own names. */
  readonly currentlyDue: readonly string[];
  /** What of it should have been there already. */
  readonly pastDue: readonly string[];
  /** What was told and is being looked at. */
  readonly pendingVerification: readonly string[];
  /** What was told and not accepted. */
  readonly errors: readonly AccountError[];
  /** Stripe's own name for why the account may not do something. */
  readonly disabledReason: string | null;
  /** Until when what is due has to be there. */
  readonly dueBy: Date | null;
};

/** What was told of an account and not accepted: which of what is asked, Stripe's code and its sentence. */
export type AccountError = { readonly requirement: string; readonly code: string; readonly reason: string };

/** Money passed on to an account, and how much of it came back. */
export type PassedOn = {
  readonly id: string;
  readonly amountMinor: bigint;
  readonly reversedMinor: bigint;
  /** What we called it when it was done. */
  readonly reference: string | null;
};

/** A part of what was passed on that came back. `reason` is `refund` where a payment behind it was refunded. */
export type CameBack = {
  readonly id: string;
  readonly amountMinor: bigint;
  readonly reason: 'refund' | 'processor';
  readonly createdAt: Date;
};

/** A payment from a connected account to its owner's bank. */
export type BankPayout = {
  readonly id: string;
  readonly amountMinor: bigint;
  /** ISO 4217, capitals. */
  readonly currency: string;
  readonly status: 'under_way' | 'paid' | 'failed' | 'canceled';
  /** Stripe's own name for why the bank did not take it. */
  readonly failureCode: string | null;
  readonly createdAt: Date;
};

/** Money that the bank of a payer took back, or gave back, and what Stripe asked for it, both minor units. */
export type DisputedMoney = { readonly amountMinor: bigint; readonly feeMinor: bigint };

/** A payment that its payer disputes with their bank. */
export type PaymentDispute = {
  readonly id: string;
  readonly amountMinor: bigint;
  /** ISO 4217, capitals. */
  readonly currency: string;
  /** Stripe's own words. */
  readonly reason: string;
  readonly status: string;
  readonly paymentIntentId: string | null;
  /** What we called the payment. */
  readonly reference: string | null;
  readonly openedAt: Date;
  readonly evidenceDueAt: Date | null;
  /** How often evidence was submitted. */
  readonly submissions: number;
  /**
   * Null while no money moved. The fee of what came back is what Stripe gave back of its own. Where Stripe converted it, it is what
   * is disputed, and the fee stands in the line of our balance alone: it is in another currency.
   */
  readonly withdrawn: DisputedMoney | null;
  readonly reinstated: DisputedMoney | null;
};

/** What a payer's bank is told, by Stripe's names. */
export type DisputeEvidence = Readonly<
  Partial<
    Record<
      | 'access_activity_log'
      | 'customer_email_address'
      | 'customer_name'
      | 'customer_purchase_ip'
      | 'product_description'
      | 'refund_policy_disclosure'
      | 'service_date'
      | 'uncategorized_text',
      string
    >
  >
>;

/** A line of Stripe's account of our balance. */
export type BalanceLine = {
  readonly id: string;
  /** Stripe's own: `charge`, `refund`, `transfer`, `adjustment`, `payout` and others. */
  readonly type: string;
  readonly reportingCategory: string;
  readonly currency: string;
  /** Minor units, below zero for what left; what Stripe took of it for itself stands apart. */
  readonly amountMinor: bigint;
  /** As what it stands in our balance where Stripe converted it; null where it did not. */
  readonly settled: { readonly currency: string; readonly amountMinor: bigint } | null;
  /** In the currency in which it stands in our balance. */
  readonly feeMinor: bigint;
  readonly createdAt: Date;
  /** The object that it is about: its id, its payment, its transfer, and what we called it. */
  readonly sourceId: string | null;
  readonly paymentIntentId: string | null;
  readonly transferId: string | null;
  readonly reference: string | null;
};

/** Stripe as the domain uses it: amounts are minor units, keys make each act happen once. */
export type Stripe = CardCalls & {
  /** Opens a page to pay on; the same key opens the same page. @throws StripeRefused */
  openCheckout(input: {
    key: string;
    reference: string;
    amountMinor: bigint;
    currency: string;
    title: string;
    /** Where the receipt goes; null lets Stripe ask for it. */
    email: string | null;
    /** Whom the card is kept for, to be charged later without its holder; null keeps none. */
    customerId: string | null;
    /** Addresses of ours, from the first slash on. */
    successPath: string;
    cancelPath: string;
    expiresAt: Date;
  }): Promise<CheckoutPage>;
  /** Opens a page on which a card is kept and nothing is paid; the same key opens the same page. @throws StripeRefused */
  openCardPage(input: {
    key: string;
    reference: string;
    /** Whom the card is kept for, to be charged later without its holder. */
    customerId: string;
    /** Addresses of ours, from the first slash on. */
    successPath: string;
    cancelPath: string;
    expiresAt: Date;
  }): Promise<CheckoutPage>;
  /** @throws StripeRefused `resource_missing` */
  readCheckout(id: string): Promise<CheckoutPage>;
  /** Closes a page that is open; the same key does it once. @throws StripeRefused of one that is paid or over */
  expireCheckout(input: { key: string; id: string }): Promise<CheckoutPage>;
  /** Opens an account to pass money on to; the same key opens the same account. @throws StripeRefused */
  openAccount(input: { key: string; country: string; reference: string }): Promise<ConnectedAccount>;
  /** @throws StripeRefused */
  readAccount(id: string): Promise<ConnectedAccount>;
  /** A page, good once and for minutes, on which the owner of an account tells Stripe what it asks. @throws StripeRefused */
  openOnboarding(input: { accountId: string; returnPath: string; refreshPath: string }): Promise<string>;
  /** Passes money on to an account; the same key does it once. @throws StripeRefused */
  passOn(input: {
    key: string;
    reference: string;
    accountId: string;
    amountMinor: bigint;
    currency: string;
  }): Promise<PassedOn>;
  /** @throws StripeRefused `resource_missing` */
  readPassedOn(id: string): Promise<PassedOn>;
  /** What came back of a transfer, each part once. */
  readCameBack(transferId: string): Promise<CameBack[]>;
  /** A payment to the bank of a connected account. @throws StripeRefused */
  readBankPayout(input: { accountId: string; payoutId: string }): Promise<BankPayout>;
  /** What was passed on under a reference, or null. A key is forgotten after a day; this is not. */
  findPassedOn(reference: string): Promise<PassedOn | null>;
  /** @throws StripeRefused `resource_missing` */
  readDispute(id: string): Promise<PaymentDispute>;
  /** Submits evidence to the payer's bank, which can be done once; the same key does it once. @throws StripeRefused */
  submitEvidence(input: { key: string; disputeId: string; evidence: DisputeEvidence }): Promise<void>;
  /** Lines of our balance from a moment on and before another, newest first, at most a hundred, from after the line `after`. */
  listBalanceLines(input: { from: Date; until: Date; after: string | null }): Promise<{
    lines: BalanceLine[];
    hasMore: boolean;
  }>;
  /** What we have at Stripe, under way or not, by currency (ISO 4217, capitals). */
  readBalance(): Promise<Map<string, bigint>>;
  /** The event in a signed body, or null when no secret of ours signed it, its time is not now or it is no event. */
  readEvent(input: { body: Buffer; signature: string; now: Date }): SignedEvent | null;
};

export type StripeSettings = Pick<
  Env,
  'APP_URL' | 'STRIPE_SECRET_KEY' | 'STRIPE_API_URL' | 'STRIPE_WEBHOOK_SECRETS'
>;

/** Opens what talks to Stripe. Nothing is asked of it yet; without a key every call fails. */
export function openStripe(settings: StripeSettings): Stripe {
  const sdk = new StripeSdk(settings.STRIPE_SECRET_KEY ?? 'sk_test_none', {
    ...(settings.STRIPE_API_URL ? addressOf(settings.STRIPE_API_URL) : {}),
    timeout: TIMEOUT_MS,
    maxNetworkRetries: RETRIES,
    telemetry: false,
  });
  return {
    openCheckout: (input) => openCheckout(sdk, settings.APP_URL, input),
    ...cardCalls(sdk, { asked, toNumber, appUrl: settings.APP_URL }),
    openCardPage: (input) => openCardPage(sdk, settings.APP_URL, input),
    readCheckout: async (id) =>
      toPage(
        await asked(
          sdk.checkout.sessions.retrieve(id, {
            expand: ['payment_intent.payment_method', 'setup_intent.payment_method'],
          }),
        ),
      ),
    expireCheckout: async ({ key, id }) =>
      toPage(await asked(sdk.checkout.sessions.expire(id, {}, { idempotencyKey: key }))),
    openAccount: async ({ key, country, reference }) =>
      toAccount(
        await asked(
          sdk.accounts.create(
            {
              type: 'express',
              country,
              capabilities: { transfers: { requested: true } },
              metadata: { organisation: reference },
            },
            { idempotencyKey: key },
          ),
        ),
      ),
    readAccount: async (id) => toAccount(await asked(sdk.accounts.retrieve(id))),
    openOnboarding: async ({ accountId, returnPath, refreshPath }) => {
      const link = await asked(
        sdk.accountLinks.create({
          account: accountId,
          type: 'account_onboarding',
          return_url: settings.APP_URL + returnPath,
          refresh_url: settings.APP_URL + refreshPath,
        }),
      );
      return link.url;
    },
    passOn: async ({ key, reference, accountId, amountMinor, currency }) =>
      toPassedOn(
        await asked(
          sdk.transfers.create(
            {
              amount: toNumber(amountMinor),
              currency: currency.toLowerCase(),
              destination: accountId,
              transfer_group: reference,
            },
            { idempotencyKey: key },
          ),
        ),
      ),
    readPassedOn: async (id) => toPassedOn(await asked(sdk.transfers.retrieve(id))),
    readCameBack: async (transferId) => {
      const parts = sdk.transfers.listReversals(transferId, { limit: PAGE_SIZE });
      const all = await asked(parts.autoPagingToArray({ limit: PARTS_LIMIT }));
      return all.map((part) => ({
        id: part.id,
        amountMinor: BigInt(part.amount),
        reason: part.source_refund === null ? ('processor' as const) : ('refund' as const),
        createdAt: new Date(part.created * 1_000),
      }));
    },
    readBankPayout: async ({ accountId, payoutId }) =>
      toBankPayout(await asked(sdk.payouts.retrieve(payoutId, {}, { stripeAccount: accountId }))),
    findPassedOn: async (reference) => {
      const { data } = await asked(sdk.transfers.list({ transfer_group: reference, limit: 1 }));
      return data[0] ? toPassedOn(data[0]) : null;
    },
    readDispute: async (id) => toDispute(await asked(sdk.disputes.retrieve(id, { expand: ['charge'] }))),
    submitEvidence: async ({ key, disputeId, evidence }) => {
      await asked(sdk.disputes.update(disputeId, { evidence, submit: true }, { idempotencyKey: key }));
    },
    listBalanceLines: async ({ from, until, after }) => {
      const { data, has_more: hasMore } = await asked(
        sdk.balanceTransactions.list({
          created: { gte: secondsOf(from), lt: secondsOf(until) },
          limit: LINES_A_PAGE,
          expand: ['data.source'],
          ...(after === null ? {} : { starting_after: after }),
        }),
      );
      return { lines: data.map(toBalanceLine), hasMore };
    },
    readBalance: async () => {
      const { available, pending } = await asked(sdk.balance.retrieve());
      const sums = new Map<string, bigint>();
      for (const { amount, currency } of [...available, ...pending]) {
        const name = currency.toUpperCase();
        sums.set(name, (sums.get(name) ?? 0n) + BigInt(amount));
      }
      return sums;
    },
    readEvent: (input) => readEvent(sdk, settings.STRIPE_WEBHOOK_SECRETS ?? [], input),
  };
}

/** Whether an error is Stripe's own: it refuses, does not answer, or does not know our key. */
export function isStripeError(error: unknown): boolean {
  return error instanceof StripeRefused || error instanceof StripeSdk.errors.StripeError;
}

/** Origins of the pages that a form of ours may lead to. */
export function stripePages({ STRIPE_API_URL }: Pick<StripeSettings, 'STRIPE_API_URL'>): string[] {
  return STRIPE_API_URL ? [new URL(STRIPE_API_URL).origin] : OWN_PAGES;
}

function addressOf(url: string) {
  const { hostname, port, protocol } = new URL(url);
  const isPlain = protocol === 'http:';
  return {
    host: hostname,
    port: port === '' ? (isPlain ? 80 : 443) : Number(port),
    protocol: isPlain ? ('http' as const) : ('https' as const),
  };
}

async function openCheckout(sdk: StripeSdk, appUrl: string, input: Parameters<Stripe['openCheckout']>[0]) {
  const { key, reference, amountMinor, currency, title, email, successPath, cancelPath, expiresAt } = input;
  const { customerId } = input;
  const session = await asked(
    sdk.checkout.sessions.create(
      {
        mode: 'payment',
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: currency.toLowerCase(),
              unit_amount: toNumber(amountMinor),
              product_data: { name: title },
            },
          },
        ],
        client_reference_id: reference,
        ...payerOf(customerId, email),
        metadata: { reference },
        payment_intent_data: {
          description: title,
          metadata: { reference },
          ...(customerId === null ? {} : { setup_future_usage: 'off_session' as const }),
        },
        success_url: appUrl + successPath,
        cancel_url: appUrl + cancelPath,
        expires_at: Math.floor(expiresAt.getTime() / 1_000),
      },
      { idempotencyKey: key },
    ),
  );
  return toPage(session);
}

async function openCardPage(sdk: StripeSdk, appUrl: string, input: Parameters<Stripe['openCardPage']>[0]) {
  const { key, reference, customerId, successPath, cancelPath, expiresAt } = input;
  const session = await asked(
    sdk.checkout.sessions.create(
      {
        mode: 'setup',
        allowed_payment_method_types: ['card'],
        client_reference_id: reference,
        customer: customerId,
        metadata: { reference },
        setup_intent_data: { metadata: { reference } },
        success_url: appUrl + successPath,
        cancel_url: appUrl + cancelPath,
        expires_at: Math.floor(expiresAt.getTime() / 1_000),
      },
      { idempotencyKey: key },
    ),
  );
  return toPage(session);
}

/** A session knows its customer or an address, not both; a customer's kept cards are offered again. */
function payerOf(customerId: string | null, email: string | null) {
  if (customerId !== null) {
    return {
      customer: customerId,
      saved_payment_method_options: { allow_redisplay_filters: ['always' as const, 'limited' as const] },
    };
  }
  return email === null ? {} : { customer_email: email };
}

/**
 * Tells a refusal that stands from what is to be asked again. A key that comes with other parameters is no refusal:
 * what it stood for may have been done.
 */
async function asked<Answer>(request: Promise<Answer>): Promise<Answer> {
  return request.catch((error: unknown) => {
    const { errors } = StripeSdk;
    const stands =
      error instanceof errors.StripeInvalidRequestError ||
      error instanceof errors.StripeCardError ||
      error instanceof errors.StripePermissionError;
    if (!stands || error.statusCode === 409 || error.statusCode === 429) throw error;
    throw new StripeRefused(error.code ?? error.type);
  });
}

function toNumber(amountMinor: bigint): number {
  assert(
    amountMinor > 0n && amountMinor <= BigInt(Number.MAX_SAFE_INTEGER),
    'an amount fits into a JSON number',
  );
  return Number(amountMinor);
}

function toPage(session: StripeSdk.Checkout.Session): CheckoutPage {
  return {
    id: session.id,
    status: statusOf(session.status),
    isPaid: session.payment_status === 'paid',
    url: session.url,
    amountMinor: BigInt(session.amount_total ?? 0),
    currency: (session.currency ?? '').toUpperCase(),
    reference: session.client_reference_id,
    paymentIntentId: idOf(session.payment_intent),
    customerId: idOf(session.customer),
    card: toKeptCard(wholeOf(session.payment_intent) ?? wholeOf(session.setup_intent)),
  };
}

/** An object that was asked for with what names it; null where there is none, or only its name. */
function wholeOf<One extends object>(named: string | One | null): One | null {
  return typeof named === 'object' ? named : null;
}

/** A state that Stripe adds one day is neither paid nor over. */
function statusOf(status: string | null): CheckoutPage['status'] {
  return status === 'complete' || status === 'expired' ? status : 'open';
}

function toAccount(account: StripeSdk.Account): ConnectedAccount {
  return {
    id: account.id,
    detailsSubmitted: account.details_submitted,
    payoutsEnabled: account.payouts_enabled && account.capabilities?.transfers === 'active',
    currentlyDue: account.requirements?.currently_due ?? [],
    pastDue: account.requirements?.past_due ?? [],
    pendingVerification: account.requirements?.pending_verification ?? [],
    errors: (account.requirements?.errors ?? []).map(({ requirement, code, reason }) => ({
      requirement,
      code,
      reason,
    })),
    disabledReason: account.requirements?.disabled_reason ?? null,
    dueBy: toDate(account.requirements?.current_deadline ?? null),
  };
}

function toDate(seconds: number | null): Date | null {
  return seconds === null ? null : new Date(seconds * 1_000);
}

const BANK_STATES: Readonly<Record<string, BankPayout['status']>> = {
  paid: 'paid',
  failed: 'failed',
  canceled: 'canceled',
};

function toBankPayout(payout: StripeSdk.Payout): BankPayout {
  return {
    id: payout.id,
    amountMinor: BigInt(payout.amount),
    currency: payout.currency.toUpperCase(),
    status: BANK_STATES[payout.status] ?? 'under_way',
    failureCode: payout.failure_code,
    createdAt: new Date(payout.created * 1_000),
  };
}

function toPassedOn(transfer: StripeSdk.Transfer): PassedOn {
  return {
    id: transfer.id,
    amountMinor: BigInt(transfer.amount),
    reversedMinor: BigInt(transfer.amount_reversed),
    reference: transfer.transfer_group,
  };
}

/** Stripe counts whole seconds. */
function secondsOf(at: Date): number {
  return Math.floor(at.getTime() / 1_000);
}

function toDispute(dispute: StripeSdk.Dispute): PaymentDispute {
  const moved = dispute.balance_transactions;
  const dueBy = dispute.evidence_details.due_by;
  return {
    id: dispute.id,
    amountMinor: BigInt(dispute.amount),
    currency: dispute.currency.toUpperCase(),
    reason: dispute.reason,
    status: dispute.status,
    paymentIntentId: idOf(dispute.payment_intent),
    reference: typeof dispute.charge === 'string' ? null : (dispute.charge.metadata.reference ?? null),
    openedAt: new Date(dispute.created * 1_000),
    evidenceDueAt: dueBy ? new Date(dueBy * 1_000) : null,
    submissions: dispute.evidence_details.submission_count,
    withdrawn: movedOf(
      dispute,
      moved.filter(({ amount }) => amount < 0),
      -1n,
    ),
    reinstated: movedOf(
      dispute,
      moved.filter(({ amount }) => amount > 0),
      1n,
    ),
  };
}

function movedOf(
  dispute: StripeSdk.Dispute,
  lines: readonly StripeSdk.BalanceTransaction[],
  sign: 1n | -1n,
): DisputedMoney | null {
  if (lines.length === 0) return null;
  if (lines.some(({ currency }) => currency !== dispute.currency))
    return { amountMinor: BigInt(dispute.amount), feeMinor: 0n };
  const sum = (of: 'amount' | 'fee') => lines.reduce((total, line) => total + BigInt(line[of]), 0n);
  return { amountMinor: sign * sum('amount'), feeMinor: -sign * sum('fee') };
}

function toBalanceLine(line: StripeSdk.BalanceTransaction): BalanceLine {
  const source = (typeof line.source === 'string' ? { id: line.source } : line.source) as {
    id: string;
    amount?: number;
    currency?: string;
    payment_intent?: string | { id: string } | null;
    transfer?: string | { id: string } | null;
    transfer_group?: string | null;
    metadata?: Record<string, string> | null;
  } | null;
  return {
    id: line.id,
    type: line.type,
    reportingCategory: line.reporting_category,
    ...amountsOf(line, source ?? {}),
    feeMinor: BigInt(line.fee),
    createdAt: new Date(line.created * 1_000),
    sourceId: source?.id ?? null,
    paymentIntentId: idOf(source?.payment_intent ?? null),
    transferId: idOf(source?.transfer ?? null),
    reference: source?.metadata?.reference ?? source?.transfer_group ?? null,
  };
}

/** In the currency of what it is about, as the books have it, and in that of our balance where that is another. */
function amountsOf(
  line: StripeSdk.BalanceTransaction,
  source: { amount?: number; currency?: string },
): Pick<BalanceLine, 'currency' | 'amountMinor' | 'settled'> {
  const held = { currency: line.currency.toUpperCase(), amountMinor: BigInt(line.amount) };
  if (source.amount === undefined || source.currency === undefined || source.currency === line.currency)
    return { ...held, settled: null };
  return {
    currency: source.currency.toUpperCase(),
    amountMinor: BigInt(line.amount < 0 ? -source.amount : source.amount),
    settled: held,
  };
}

function idOf(named: string | { id: string } | null): string | null {
  return typeof named === 'string' ? named : (named?.id ?? null);
}
