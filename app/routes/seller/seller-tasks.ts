import type { Offer } from '#app/domain/catalog/offer.ts';
import { type Currency, largest } from '#app/kernel/money.ts';
import { formatMoney } from '#app/ui/format-money.ts';
import type { Task } from '#app/ui/task-list.tsx';
import { sellerWords } from '#app/words/en/seller.ts';
import { uiWords } from '#app/words/en/ui.ts';

const words = sellerWords.home.task;

/** A share of refused leads says something only over so many. */
const REFUSED_SAMPLE = 10;
const REFUSED_SHARE = 0.3;

export type SellersState = {
  readonly offers: readonly (Pick<Offer, 'id' | 'status' | 'review'> & {
    readonly name: string;
    /** Of 7 days: leads with a verdict, and those of them that were refused. */
    readonly settled: number;
    readonly refused: number;
    /** On the market for 7 days without a lead. */
    readonly isQuiet: boolean;
  })[];
  readonly disputes: { readonly count: number; readonly nextUntil: Date | null };
  readonly hasKey: boolean;
  /** Pending and available together, by currency, where no bank account takes it; and whether Stripe pays it out. */
  readonly money: readonly { readonly amountMinor: bigint; readonly currency: Currency }[];
  readonly canBePaid: boolean;
  readonly now: Date;
};

/** What a seller should do now, what cannot wait first. */
export function tasksOf(state: SellersState): Task[] {
  const { disputes, offers } = state;
  const tasks: Task[] = [];
  if (disputes.count > 0) {
    const due = disputes.nextUntil
      ? words.nextDispute(uiWords.inTime(disputes.nextUntil.getTime() - state.now.getTime()))
      : '';
    tasks.push({
      key: 'disputes',
      icon: 'gavel',
      text: words.disputes(disputes.count) + due,
      to: '/sell/disputes',
      tone: 'amber',
    });
  }
  for (const { id, name, status, review } of offers)
    if (status === 'draft' && review.reason)
      tasks.push({
        key: `back-${id}`,
        icon: 'warning',
        text: words.sentBack(name),
        to: `/sell/offers/${id}`,
        tone: 'amber',
      });
  const [first, ...others] = state.money.filter(({ amountMinor }) => amountMinor > 0n);
  if (first && !state.canBePaid) {
    const most = largest(first.amountMinor, ...others.map(({ amountMinor }) => amountMinor));
    const money = [first, ...others].find(({ amountMinor }) => amountMinor === most) ?? first;
    tasks.push({
      key: 'payout',
      icon: 'money',
      text: words.payout(formatMoney(money)),
      to: '/sell/earnings',
      tone: 'amber',
    });
  }
  for (const { id, name, settled, refused } of offers)
    if (settled >= REFUSED_SAMPLE && refused / settled >= REFUSED_SHARE)
      tasks.push({
        key: `refused-${id}`,
        icon: 'warning',
        text: words.refused(name, refused, settled),
        to: `/sell/leads?${new URLSearchParams({ offer: id, status: 'rejected', since: 'week' })}`,
        tone: 'amber',
      });
  for (const { id, name, status, review, isQuiet } of offers) {
    if (status === 'draft' && !review.reason)
      tasks.push({
        key: `draft-${id}`,
        icon: 'offers',
        text: words.draft(name),
        to: `/sell/offers/${id}`,
        tone: 'blue',
      });
    if (isQuiet)
      tasks.push({
        key: `quiet-${id}`,
        icon: 'clock',
        text: words.noLeads(name),
        to: `/sell/offers/${id}`,
        tone: 'blue',
      });
  }
  const waiting = offers.filter(({ status }) => status === 'review').length;
  if (waiting > 0)
    tasks.push({
      key: 'waiting',
      icon: 'clock',
      text: words.waiting(waiting),
      to: '/sell/offers',
      tone: 'blue',
    });
  if (!state.hasKey)
    tasks.push({ key: 'key', icon: 'key', text: words.noKey, to: '/account/keys', tone: 'blue' });
  return tasks;
}
