import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { approveBankBatch } from '#app/domain/billing/approve-bank-batch.server.ts';
import type { BankBatchRead } from '#app/domain/billing/read-bank-batches.server.ts';
import { rejectBankBatch } from '#app/domain/billing/reject-bank-batch.server.ts';
import { sendBankBatch } from '#app/domain/billing/send-bank-batch.server.ts';
import { settleBankPayouts } from '#app/domain/billing/settle-bank-payouts.server.ts';
import { strikeBankPayout } from '#app/domain/billing/strike-bank-payout.server.ts';
import { formatMoney } from '#app/ui/format-money.ts';
import { bankWords } from '#app/words/en/bank.ts';
import { attempt, failed, one, type Typed } from '../form.ts';
import type { Staff } from '../guard.ts';
import { type Answer, type Asked, answerTo } from './answer.ts';
import { readReason } from './read-reason.ts';

const words = bankWords.batch;
const AMOUNT = /^\d{1,18}$/;

/** Who does what about which batch. */
type Act = { args: ActionFunctionArgs; staff: Staff; batch: BankBatchRead; typed: Typed };

/** What the forms of a batch's page do, by their `intent`. */
export const ACTS: Readonly<Record<string, (act: Act) => Promise<Answer>>> = {
  async approve(act) {
    const { batch, typed } = act;
    if (one(typed, 'confirmed') !== 'yes') return answerTo('approve', { ask: askApproval(batch) });
    const total = one(typed, 'total');
    const totalMinor = AMOUNT.test(total) ? BigInt(total) : 0n;
    const done = await attempt(typed, approveBankBatch(dbOf(act), { ...by(act), totalMinor }));
    if (!done.ok) return answerTo('approve', { failed: done.failed });
    return back(act, done.data ? 'approved' : 'agreed');
  },

  async reject(act) {
    const { batch, typed } = act;
    const read = readReason(typed);
    if (!read.ok) return answerTo('reject', { failed: read.failed });
    const { confirmReject: confirm } = words;
    if (one(typed, 'confirmed') !== 'yes')
      return answerTo('reject', {
        failed: failed(typed, {}),
        ask: {
          title: confirm.title(totalOf(batch)),
          text: confirm.text,
          figures: [
            { label: words.payouts, value: String(batch.payoutsCount) },
            { label: confirm.reason, value: read.reason },
          ],
          fields: { intent: 'reject', reason: read.reason },
          confirmLabel: confirm.act,
          tone: 'danger',
        },
      });
    const done = await attempt(typed, rejectBankBatch(dbOf(act), { ...by(act), reason: read.reason }));
    if (!done.ok) return answerTo('reject', { failed: done.failed });
    return back(act, 'rejected');
  },

  async send(act) {
    const { batch, typed } = act;
    const { confirmSend: confirm } = words;
    if (one(typed, 'confirmed') !== 'yes')
      return answerTo('send', {
        ask: {
          title: confirm.title,
          text: confirm.text,
          figures: figuresOf(batch),
          fields: { intent: 'send' },
          confirmLabel: confirm.act,
        },
      });
    const done = await attempt(typed, sendBankBatch(dbOf(act), by(act)));
    if (!done.ok) return answerTo('send', { failed: done.failed });
    return back(act, 'sent');
  },

  async paid(act) {
    const { batch, typed } = act;
    const payoutId = one(typed, 'payout') || null;
    const { confirmAllPaid: confirm } = words;
    const open = batch.payouts.filter(({ status }) => status === 'sent');
    if (payoutId === null && one(typed, 'confirmed') !== 'yes')
      return answerTo('paid', {
        ask: {
          title: confirm.title(open.length),
          text: confirm.text,
          figures: [],
          fields: { intent: 'paid' },
          confirmLabel: confirm.act(open.length),
        },
      });
    const done = await attempt(typed, settleBankPayouts(dbOf(act), { ...by(act), payoutId, reason: null }));
    if (!done.ok) return answerTo('paid', { failed: done.failed });
    return back(act, 'paid');
  },

  async returned(act) {
    const { typed } = act;
    const read = readReason(typed);
    if (!read.ok) return answerTo('one', { failed: read.failed });
    const given = { ...by(act), payoutId: one(typed, 'payout'), reason: read.reason };
    const done = await attempt(typed, settleBankPayouts(dbOf(act), given));
    if (!done.ok) return answerTo('one', { failed: done.failed });
    return back(act, 'returned');
  },

  async strike(act) {
    const { typed } = act;
    const read = readReason(typed);
    if (!read.ok) return answerTo('one', { failed: read.failed });
    const given = { ...by(act), payoutId: one(typed, 'payout'), reason: read.reason };
    const done = await attempt(typed, strikeBankPayout(dbOf(act), given));
    if (!done.ok) return answerTo('one', { failed: done.failed });
    return back(act, 'struck');
  },
};

function dbOf({ args }: Act) {
  return args.context.db;
}

function by({ args, staff, batch }: Act) {
  return { batchId: batch.id, actor: staff.actor, origin: staff.origin, now: args.context.now };
}

function back({ batch }: Act, done: string): never {
  throw redirect(`/admin/payout-batches/${batch.id}?done=${done}`);
}

export function totalOf({ totalMinor, currency }: BankBatchRead): string {
  return formatMoney({ amountMinor: totalMinor, currency });
}

function figuresOf(batch: BankBatchRead) {
  return [
    { label: words.confirmApprove.payouts, value: String(batch.payoutsCount) },
    { label: words.confirmApprove.total, value: totalOf(batch) },
  ];
}

function askApproval(batch: BankBatchRead): Asked {
  const { confirmApprove: confirm } = words;
  const changed = batch.payouts.filter((one) => one.detailsChanged && one.status === 'pending');
  return {
    title: confirm.title(totalOf(batch)),
    text: confirm.text,
    figures: [
      ...figuresOf(batch),
      ...(changed.length > 0
        ? [{ label: confirm.changed, value: changed.map((one) => one.organisationName).join(', ') }]
        : []),
    ],
    fields: { intent: 'approve', total: batch.totalMinor.toString() },
    confirmLabel: confirm.act(totalOf(batch)),
  };
}
