import StripeSdk from 'stripe';

/** What is printed on a card, and the name by which it can be charged again. */
export type KeptCard = {
  readonly paymentMethodId: string;
  readonly brand: string;
  readonly last4: string;
  readonly expiresMonth: number;
  readonly expiresYear: number;
  /** The same for the same card. */
  readonly fingerprint: string;
  /** Whether Stripe holds it for a customer. */
  readonly isAttached: boolean;
};

/** A charge of a kept card, as it stands at Stripe. */
export type CardPayment = {
  readonly id: string;
  /** `asks`: the bank wants to see its cardholder; `open`: it is not known yet. */
  readonly status: 'paid' | 'asks' | 'declined' | 'canceled' | 'open';
  readonly amountMinor: bigint;
  /** ISO 4217, capitals. */
  readonly currency: string;
  /** What we called it when it was made. */
  readonly reference: string | null;
  /** The bank's reason by Stripe's name, where it is declined. */
  readonly declineCode: string | null;
  /** Where the cardholder answers the bank, once that was asked for. */
  readonly confirmUrl: string | null;
};

/** Money on its way back to a card. */
export type Refunded = {
  readonly id: string;
  /** `failed`: it came back to us. */
  readonly status: 'under_way' | 'done' | 'failed';
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly failureCode: string | null;
  /** What we called it when it was asked for. */
  readonly reference: string | null;
};

/** What is done with cards that are kept. */
export type CardCalls = {
  /** Opens whom cards are kept for; the same key opens the same. @throws StripeRefused */
  openCustomer(input: { key: string; email: string | null; reference: string }): Promise<string>;
  /** Gives a kept card up, under however many names it was kept. Repeated, it changes nothing. */
  forgetCard(input: { customerId: string; fingerprint: string }): Promise<void>;
  /** Charges a kept card without its holder; the same key charges once. @throws StripeRefused */
  chargeCard(input: {
    key: string;
    reference: string;
    customerId: string;
    paymentMethodId: string;
    amountMinor: bigint;
    currency: string;
    title: string;
    /** Where its holder comes back to, should the bank ask; an address of ours, from the first slash on. */
    returnPath: string;
  }): Promise<CardPayment>;
  /** @throws StripeRefused `resource_missing` */
  readPayment(id: string): Promise<CardPayment>;
  /** A charge by what we called it, or null. A key is forgotten after a day; this is not. */
  findPayment(input: { reference: string; customerId: string; since: Date }): Promise<CardPayment | null>;
  /** Tries a charge again with its holder there, who answers the bank on the page it then names. @throws StripeRefused */
  confirmPayment(input: {
    id: string;
    paymentMethodId: string;
    /** An address of ours, from the first slash on. */
    returnPath: string;
  }): Promise<CardPayment>;
  /** Ends a charge that was not paid; one that was stays. */
  cancelPayment(id: string): Promise<CardPayment>;
  /** Sends money back to the card of a charge; the same key does it once. @throws StripeRefused */
  refund(input: {
    key: string;
    reference: string;
    paymentIntentId: string;
    amountMinor: bigint;
  }): Promise<Refunded>;
  /** @throws StripeRefused `resource_missing` */
  readRefund(id: string): Promise<Refunded>;
  /** What went back of a charge by what we called it, or null. */
  findRefund(input: { reference: string; paymentIntentId: string }): Promise<Refunded | null>;
};

type Tools = {
  /** Tells a refusal that stands from what is to be asked again. */
  asked: <Answer>(request: Promise<Answer>) => Promise<Answer>;
  toNumber: (amountMinor: bigint) => number;
  appUrl: string;
};

/** Stripe's longest page; pages looked through before it is said that nothing is there. */
const PAGE = 100;
const PAGES_LIMIT = 20;
/** How far clocks may be apart. */
const CLOCKS_APART_S = 300;
/** The bank wants its cardholder, or had them and they did not pass. */
const ASKS = ['authentication_required', 'payment_intent_authentication_failure'];

export function cardCalls(sdk: StripeSdk, { asked, toNumber, appUrl }: Tools): CardCalls {
  return {
    openCustomer: async ({ key, email, reference }) => {
      const customer = await asked(
        sdk.customers.create(
          { ...(email === null ? {} : { email }), metadata: { organisation: reference } },
          { idempotencyKey: key },
        ),
      );
      return customer.id;
    },
    forgetCard: async ({ customerId, fingerprint }) => {
      const { data } = await asked(
        sdk.customers.listPaymentMethods(customerId, { type: 'card', limit: PAGE }),
      );
      for (const { id, card } of data) {
        if ((card?.fingerprint ?? id) === fingerprint) await asked(sdk.paymentMethods.detach(id));
      }
    },
    chargeCard: async ({
      key,
      reference,
      customerId,
      paymentMethodId,
      amountMinor,
      currency,
      title,
      returnPath,
    }) =>
      toPayment(
        await asked(
          declinedToo(
            sdk.paymentIntents.create(
              {
                amount: toNumber(amountMinor),
                currency: currency.toLowerCase(),
                customer: customerId,
                payment_method: paymentMethodId,
                confirm: true,
                off_session: true,
                return_url: appUrl + returnPath,
                description: title,
                metadata: { reference },
              },
              { idempotencyKey: key },
            ),
          ),
        ),
      ),
    readPayment: async (id) => toPayment(await asked(sdk.paymentIntents.retrieve(id))),
    findPayment: async ({ reference, customerId, since }) => {
      const created = { gte: Math.floor(since.getTime() / 1_000) - CLOCKS_APART_S };
      const found = await findIn(
        (after) => asked(sdk.paymentIntents.list({ customer: customerId, created, limit: PAGE, ...after })),
        (intent) => intent.metadata.reference === reference,
      );
      return found && toPayment(found);
    },
    confirmPayment: async ({ id, paymentMethodId, returnPath }) =>
      toPayment(
        await asked(
          declinedToo(
            sdk.paymentIntents.confirm(id, {
              payment_method: paymentMethodId,
              return_url: appUrl + returnPath,
            }),
          ),
        ),
      ),
    cancelPayment: async (id) => {
      const intent = await asked(sdk.paymentIntents.retrieve(id));
      if (intent.status === 'succeeded' || intent.status === 'canceled') return toPayment(intent);
      return toPayment(await asked(sdk.paymentIntents.cancel(id)));
    },
    refund: async ({ key, reference, paymentIntentId, amountMinor }) =>
      toRefunded(
        await asked(
          sdk.refunds.create(
            {
              payment_intent: paymentIntentId,
              amount: toNumber(amountMinor),
              metadata: { reference },
            },
            { idempotencyKey: key },
          ),
        ),
      ),
    readRefund: async (id) => toRefunded(await asked(sdk.refunds.retrieve(id))),
    findRefund: async ({ reference, paymentIntentId }) => {
      const found = await findIn(
        (after) => asked(sdk.refunds.list({ payment_intent: paymentIntentId, limit: PAGE, ...after })),
        (refund) => refund.metadata?.reference === reference,
      );
      return found && toRefunded(found);
    },
  };
}

/** Looks a list through, newest first, page by page. */
async function findIn<One extends { id: string }>(
  read: (after: { starting_after?: string }) => Promise<{ data: One[]; has_more: boolean }>,
  fits: (one: One) => boolean,
): Promise<One | null> {
  let last: string | undefined;
  for (let page = 0; page < PAGES_LIMIT; page += 1) {
    const { data, has_more: hasMore } = await read(last === undefined ? {} : { starting_after: last });
    const found = data.find(fits);
    if (found) return found;
    last = data.at(-1)?.id;
    if (!hasMore || last === undefined) return null;
  }
  // Nothing may be said to be absent that was not looked for to the end.
  throw new Error('too many objects at stripe to look through');
}

/** A declined charge is an answer, not a failure: what it has left is on the intent. */
function declinedToo(request: Promise<StripeSdk.PaymentIntent>): Promise<StripeSdk.PaymentIntent> {
  return request.catch((error: unknown) => {
    const intent = error instanceof StripeSdk.errors.StripeCardError ? error.payment_intent : undefined;
    if (!intent) throw error;
    return intent;
  });
}

function toPayment(intent: StripeSdk.PaymentIntent): CardPayment {
  const { last_payment_error: error } = intent;
  return {
    id: intent.id,
    status: statusOf(intent),
    amountMinor: BigInt(intent.amount),
    currency: intent.currency.toUpperCase(),
    reference: intent.metadata.reference ?? null,
    declineCode: error?.decline_code ?? error?.code ?? null,
    confirmUrl: intent.next_action?.redirect_to_url?.url ?? null,
  };
}

function statusOf({ status, last_payment_error: error }: StripeSdk.PaymentIntent): CardPayment['status'] {
  if (status === 'succeeded') return 'paid';
  if (status === 'canceled') return 'canceled';
  if (status === 'requires_action') return 'asks';
  if (status !== 'requires_payment_method' || !error) return 'open';
  return ASKS.includes(error.code ?? '') ? 'asks' : 'declined';
}

function toRefunded(refund: StripeSdk.Refund): Refunded {
  const { status } = refund;
  const hasFailed = status === 'failed' || status === 'canceled';
  return {
    id: refund.id,
    status: hasFailed ? 'failed' : status === 'succeeded' ? 'done' : 'under_way',
    amountMinor: BigInt(refund.amount),
    currency: refund.currency.toUpperCase(),
    failureCode: hasFailed ? (refund.failure_reason ?? status) : null,
    reference: refund.metadata?.reference ?? null,
  };
}

/** The card that an intent, asked for with its payment method, was paid with, or that it has kept. */
export function toKeptCard(intent: StripeSdk.PaymentIntent | StripeSdk.SetupIntent | null): KeptCard | null {
  const method = intent?.payment_method;
  if (!method || typeof method === 'string' || !method.card) return null;
  const { brand, last4, exp_month, exp_year, fingerprint } = method.card;
  return {
    paymentMethodId: method.id,
    brand,
    last4,
    expiresMonth: exp_month,
    expiresYear: exp_year,
    fingerprint: fingerprint ?? method.id,
    isAttached: method.customer !== null,
  };
}
