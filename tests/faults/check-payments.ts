import type pg from 'pg';
import type { Payouts } from './payouts.ts';
import { asSentences, cut } from './sentences.ts';
import type { StripeView } from './stripe-view.ts';
import type { TopUps } from './top-ups.ts';

/** Pages that payers were led to are those of their top-ups, and what Stripe told them is paid is credited. */
export async function topUpsTold(owner: pg.Pool, topUps: TopUps): Promise<string[]> {
  const { rows } = await owner.query<Record<'session' | 'organisation' | 'amount' | 'status', string>>(
    `SELECT stripe_session_id AS session, organisation_id AS organisation, amount_minor AS amount, status FROM top_up
     WHERE stripe_session_id IS NOT NULL`,
  );
  const known = new Map(rows.map((row) => [row.session, row]));
  const sentences: string[] = [];
  for (const { session, organisation, amount } of topUps.pages.values()) {
    const row = known.get(session);
    if (!row) sentences.push(`a payer was led to ${session}, of which no top-up knows`);
    else if (row.organisation !== organisation || (amount !== 0 && row.amount !== String(amount)))
      sentences.push(`page ${session} is for ${row.amount} of ${row.organisation}, not what was asked for`);
  }
  for (const session of topUps.paid) {
    if (known.get(session)?.status !== 'paid') sentences.push(`page ${session} is paid and not credited`);
  }
  return cut(sentences);
}

type PaymentRow = { id: string; status: string; amount: string; intent: string | null; credits: string };

/** A charge at Stripe, made by somebody or by itself, is one credit of its amount, and a credit is one charge. */
export async function chargesOnce(owner: pg.Pool, view: StripeView, since: Date): Promise<string[]> {
  const byReference = Map.groupBy(view.charges, ({ reference }) => reference);
  const { rows } = await owner.query<PaymentRow>(
    `SELECT p.id, p.status, p.amount_minor AS amount, p.payment_intent_id AS intent,
       (SELECT count(*) FROM transfer t WHERE t.subject_id = p.id AND t.kind = p.kind AND t.amount_minor = p.amount_minor) AS credits
     FROM (SELECT 'top_up' AS kind, id, status, amount_minor, payment_intent_id FROM top_up
       UNION ALL SELECT 'recharge', id, status, amount_minor, payment_intent_id FROM recharge) p WHERE p.id = ANY ($1)`,
    [[...byReference.keys()]],
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  const sentences: string[] = [];
  for (const [reference, charges] of byReference) {
    const [charge] = charges;
    const row = known.get(reference);
    if (charges.length > 1)
      sentences.push(`payment ${reference} is charged ${charges.length} times at Stripe`);
    if (!row || !charge) sentences.push(`a charge at Stripe is for ${reference}, which nobody knows`);
    else if (
      row.status !== 'paid' ||
      row.credits !== '1' ||
      row.amount !== String(charge.amount) ||
      row.intent !== charge.intent
    )
      sentences.push(
        `${reference} is charged ${charge.amount}: it is ${row.status}, ${row.credits} times ${row.amount}`,
      );
  }
  const { rows: credited } = await owner.query<{ id: string }>(
    `SELECT subject_id AS id FROM transfer WHERE kind IN ('top_up', 'recharge') AND created_at >= $1`,
    [since],
  );
  const uncharged = credited.filter(({ id }) => !byReference.has(id));
  return cut([...sentences, ...uncharged.map(({ id }) => `${id} is credited and was never charged`)]);
}

/** Each payout that a seller was told of was decided, in the amount agreed to. */
export async function payoutsTold(owner: pg.Pool, payouts: Payouts): Promise<string[]> {
  const { rows } = await owner.query<{ organisation: string; amount: string }>(
    'SELECT organisation_id AS organisation, amount_minor AS amount FROM payout',
  );
  const decided = countsOf(rows.map(({ organisation, amount }) => `${organisation} ${amount}`));
  const told = countsOf(
    [...payouts.told].flatMap(([organisation, amounts]) =>
      amounts.map((amount) => `${organisation} ${amount}`),
    ),
  );
  return cut(
    [...told]
      .filter(([what, times]) => times > (decided.get(what) ?? 0))
      .map(([what, times]) => `${times} payouts were told, ${decided.get(what) ?? 0} decided: ${what}`),
  );
}

type PayoutRow = Record<'id' | 'status' | 'amount' | 'account' | 'back', string> & {
  transfer: string | null;
};

/** A payout that stands has arrived once, what came back of it is available again, and nothing else was passed on. */
export async function payoutsOnce(owner: pg.Pool, view: StripeView, since: Date): Promise<string[]> {
  const byReference = Map.groupBy(view.transfers, ({ reference }) => reference);
  const { rows } = await owner.query<PayoutRow>(
    `SELECT id, status, amount_minor AS amount, stripe_account_id AS account, stripe_transfer_id AS transfer,
       (SELECT coalesce(sum(r.amount_minor), 0)::text FROM payout_reversal r WHERE r.payout_id = payout.id) AS back FROM payout
     WHERE id = ANY ($1) OR created_at >= $2 OR status = 'pending'`,
    [[...byReference.keys()], since],
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  const sentences: string[] = [];
  for (const [reference, transfers] of byReference) {
    const [transfer] = transfers;
    const row = known.get(reference);
    if (transfers.length > 1) sentences.push(`payout ${reference} was passed on ${transfers.length} times`);
    if (!row || !transfer) sentences.push(`Stripe passed on ${reference}, which nobody decided`);
    else if (
      row.amount !== String(transfer.amount) ||
      row.account !== transfer.account ||
      row.transfer !== transfer.id
    )
      sentences.push(
        `payout ${reference} of ${row.amount} was passed on as ${transfer.amount} to ${transfer.account}`,
      );
    else if (
      row.status !== (transfer.reversed < transfer.amount ? 'sent' : 'reversed') ||
      row.back !== String(transfer.reversed)
    )
      sentences.push(
        `payout ${reference} is ${row.status} with ${row.back} back; Stripe reversed ${transfer.reversed} of ${transfer.amount}`,
      );
  }
  for (const { id, status } of rows) {
    if (status === 'pending') sentences.push(`payout ${id} neither arrived nor came back`);
    else if (status !== 'failed' && !byReference.has(id))
      sentences.push(`payout ${id} is ${status} and was never passed on`);
  }
  return cut(sentences);
}

/** An organisation has one account at Stripe, and we know it. */
export async function accountsOnce(owner: pg.Pool, view: StripeView): Promise<string[]> {
  const { rows } = await owner.query<{ organisation: string; account: string }>(
    'SELECT organisation_id AS organisation, stripe_account_id AS account FROM payout_account',
  );
  const known = new Map(rows.map(({ organisation, account }) => [organisation, account]));
  const opened = Map.groupBy(
    view.accounts.filter(({ organisation }) => organisation !== ''),
    ({ organisation }) => organisation,
  );
  return cut(
    [...opened].flatMap(([organisation, accounts]) => [
      ...(accounts.length > 1 ? [`${organisation} has ${accounts.length} accounts at Stripe`] : []),
      ...(known.has(organisation) && known.get(organisation) !== accounts[0]?.id
        ? [`${organisation} is known to Stripe by another account`]
        : []),
    ]),
  );
}

/** What happened at Stripe was taken in once, and worked. */
export async function eventsWorked(owner: pg.Pool, view: StripeView): Promise<string[]> {
  const ids = view.events.map(({ id }) => id);
  const { rows } = await owner.query<{ id: string }>('SELECT id FROM stripe_event WHERE id = ANY ($1)', [
    ids,
  ]);
  const taken = new Set(rows.map(({ id }) => id));
  const lost = view.events.filter(({ id }) => !taken.has(id));
  return [
    ...cut(lost.map(({ id, type }) => `event ${id} (${type}) was told and is not known`)),
    ...(await asSentences(
      owner,
      'SELECT id, type FROM stripe_event WHERE worked_at IS NULL',
      (row) => `event ${row.id} (${row.type}) was taken in and never worked`,
    )),
    ...(await asSentences(
      owner,
      `SELECT e.object_id AS page, count(*) FROM stripe_event e WHERE e.outcome = 'credited' GROUP BY 1 HAVING count(*) > 1`,
      (row) => `${row.count} events say that they credited ${row.page}`,
    )),
  ];
}

function countsOf(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
