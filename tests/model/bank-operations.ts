import { approveBankBatch } from '#app/domain/billing/approve-bank-batch.server.ts';
import { confirmBankMoney } from '#app/domain/billing/confirm-bank-money.server.ts';
import { makeBankBatch } from '#app/domain/billing/make-bank-batch.server.ts';
import { openBankInvoice } from '#app/domain/billing/open-bank-invoice.server.ts';
import { rejectBankBatch } from '#app/domain/billing/reject-bank-batch.server.ts';
import { sendBankBatch } from '#app/domain/billing/send-bank-batch.server.ts';
import { settleBankPayouts } from '#app/domain/billing/settle-bank-payouts.server.ts';
import { takeBankFile } from '#app/domain/billing/take-bank-file.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Random } from '../faults/random.ts';
import { available, type Books, balanceOf, becomeAvailable, comeIn, move, platform } from './books.ts';
import type { Scene } from './scene.ts';
import { ACTOR, IDLY, kopecks, type Operation, pickUseful, type Step } from './step.ts';

/** Money that comes and leaves by bank. */
export const BANK_OPERATIONS: readonly Operation[] = [
  { name: 'money that came by bank is confirmed', weight: 2, prepare: confirm },
  { name: 'a batch for the bank is made', weight: 4, prepare: makeBatch },
  { name: 'an admin agrees to a batch', weight: 12, prepare: approve },
  { name: 'a batch is given up', weight: 3, prepare: reject },
  { name: 'the bank gets a batch', weight: 14, prepare: send },
  { name: 'the bank tells of a payout', weight: 10, prepare: settle },
];

/** Invoices are no money: one is written where there is none to pay. */
async function confirm({ db, buyers, books, now }: Scene, random: Random): Promise<Step | null> {
  const paidMinor = kopecks(random, 20_000, 250_000);
  let invoiceId = pickUseful(random, books.invoices, ({ isPaid }) => !isPaid);
  if (invoiceId === null || random.chance(0.3)) {
    const buyer = random.pick(buyers);
    const money = { amountMinor: 500_000n, currency: 'UAH' as const };
    invoiceId = await openBankInvoice(db, { ...ACTOR, organisationId: buyer, money, now });
    books.invoices.set(invoiceId, { buyer, isPaid: false });
  }
  const id = invoiceId;
  return {
    says: `${paidMinor} came by bank for ${id}`,
    run: async () => {
      const money = { amountMinor: paidMinor, currency: 'UAH' as const };
      const line = { bookedOn: now, bankReference: `line of ${id}` };
      await confirmBankMoney(db, { ...ACTOR, ...line, invoiceId: id, money, now });
      return 'booked';
    },
    book: (after) => {
      const one = present(after.invoices.get(id), 'an invoice stays');
      if (one.isPaid) return 'bank_invoice_paid';
      one.isPaid = true;
      comeIn(after, platform('bank_clearing'), one.buyer, paidMinor);
      return 'booked';
    },
  };
}

function makeBatch({ db, books, seller, payoutMinimumMinor, now }: Scene, random: Random): Step | null {
  if (balanceOf(books, available(seller)) < payoutMinimumMinor && !random.chance(IDLY)) return null;
  return {
    says: 'a batch is made',
    run: async () => {
      await makeBankBatch(db, { ...ACTOR, currency: 'UAH', now });
      return 'made';
    },
    book: (after) => {
      const amountMinor = balanceOf(after, available(seller));
      if (amountMinor === 0n || amountMinor < payoutMinimumMinor) return 'batch_empty';
      move(after, available(seller), platform('bank_clearing'), amountMinor);
      after.batches.set(`batch ${after.batches.size + 1}`, {
        ...{ seller, amountMinor, status: 'proposed', payout: 'pending' },
        ...{ approvals: new Set(), isFileTaken: false },
      });
      return 'made';
    },
  };
}

/** Batches of the same amount that nothing was done to are as good as one another. */
async function pickBatch(
  scene: Scene,
  random: Random,
  isUseful: (batch: Batch) => boolean,
): Promise<{ key: string; id: string; amountMinor: bigint } | null> {
  const { db, books, ids } = scene;
  const key = pickUseful(random, books.batches, isUseful);
  if (key === null) return null;
  const { seller, amountMinor } = present(books.batches.get(key), 'it was picked from them');
  const known = ids.get(key);
  if (known !== undefined) return { key, id: known, amountMinor };
  const { batchId } = await db.prisma.bankPayout.findFirstOrThrow({
    where: { organisationId: seller, amountMinor, batchId: { notIn: [...ids.values()] } },
    select: { batchId: true },
  });
  ids.set(key, batchId);
  return { key, id: batchId, amountMinor };
}

type Batch = Books['batches'] extends Map<string, infer One> ? One : never;
const batchOf = (books: Books, key: string): Batch => present(books.batches.get(key), 'a batch stays');

async function approve(scene: Scene, random: Random): Promise<Step | null> {
  const picked = await pickBatch(scene, random, ({ status }) => status === 'proposed');
  if (!picked) return null;
  const { db, admins, now } = scene;
  const { key, id, amountMinor } = picked;
  const actor = random.pick(admins);
  const isAsMade = !random.chance(0.1);
  const totalMinor = isAsMade ? amountMinor : amountMinor + 1n;
  return {
    says: `${actor} agrees to ${key}`,
    run: async () => {
      const isLast = await approveBankBatch(db, { actor, origin: 'test', batchId: id, totalMinor, now });
      return isLast ? 'may leave' : 'agreed';
    },
    book: (after) => {
      const batch = batchOf(after, key);
      if (batch.status !== 'proposed' || !isAsMade) return 'batch_changed';
      if (batch.approvals.has(actor)) return 'batch_approved_by_you';
      batch.approvals.add(actor);
      if (batch.approvals.size < 2) return 'agreed';
      batch.status = 'approved';
      return 'may leave';
    },
  };
}

async function reject(scene: Scene, random: Random): Promise<Step | null> {
  const picked = await pickBatch(
    scene,
    random,
    ({ status }) => status === 'proposed' || status === 'approved',
  );
  if (!picked) return null;
  const { db, now } = scene;
  const { key, id } = picked;
  return {
    says: `${key} is given up`,
    run: async () => {
      await rejectBankBatch(db, { ...ACTOR, batchId: id, reason: 'Not today.', now });
      return 'given up';
    },
    book: (after) => {
      const batch = batchOf(after, key);
      if (batch.status !== 'proposed' && batch.status !== 'approved') return 'batch_changed';
      if (batch.isFileTaken) return 'batch_file_taken';
      Object.assign(batch, { status: 'rejected', payout: 'cancelled' });
      becomeAvailable(after, platform('bank_clearing'), batch.seller, batch.amountMinor);
      return 'given up';
    },
  };
}

/** Its file is taken; then that the bank has it is noted, unless whoever took it leaves it at that. */
async function send(scene: Scene, random: Random): Promise<Step | null> {
  const picked = await pickBatch(scene, random, ({ status }) => status === 'approved');
  if (!picked) return null;
  const { db, books, now } = scene;
  const { key, id } = picked;
  const takes = !batchOf(books, key).isFileTaken || random.chance(IDLY);
  return {
    says: takes ? `the file of ${key} is taken` : `the bank has ${key}`,
    run: async () => {
      if (takes) {
        const { text } = await takeBankFile(db, { ...ACTOR, batchId: id, format: 'csv', now });
        return text.length > 0 ? 'taken' : 'empty';
      }
      await sendBankBatch(db, { ...ACTOR, batchId: id, now });
      return 'sent';
    },
    book: (after) => {
      const batch = batchOf(after, key);
      if (takes) {
        if (batch.status !== 'approved' && batch.status !== 'sent') return 'batch_changed';
        batch.isFileTaken = true;
        return 'taken';
      }
      if (batch.status !== 'approved') return 'batch_changed';
      if (!batch.isFileTaken) return 'batch_file_not_taken';
      Object.assign(batch, { status: 'sent', payout: 'sent' });
      return 'sent';
    },
  };
}

async function settle(scene: Scene, random: Random): Promise<Step | null> {
  const picked = await pickBatch(
    scene,
    random,
    ({ status, payout }) => status === 'sent' && payout !== 'returned',
  );
  if (!picked) return null;
  const { db, now } = scene;
  const { key, id } = picked;
  const { id: payoutId } = await db.prisma.bankPayout.findFirstOrThrow({ where: { batchId: id } });
  const returns = random.chance(0.5);
  const told = returns
    ? { payoutId, reason: 'The account is closed.' }
    : { payoutId: random.chance(0.5) ? payoutId : null, reason: null };
  return {
    says: `the bank ${returns ? 'returned' : 'paid'} ${key}`,
    run: async () => `${await settleBankPayouts(db, { ...ACTOR, batchId: id, ...told, now })} settled`,
    book: (after) => {
      const batch = batchOf(after, key);
      if (batch.status !== 'sent') return 'batch_changed';
      if (batch.payout !== 'sent' && !(returns && batch.payout === 'paid')) return 'bank_payout_unknown';
      batch.payout = returns ? 'returned' : 'paid';
      if (returns) becomeAvailable(after, platform('bank_clearing'), batch.seller, batch.amountMinor);
      return '1 settled';
    },
  };
}
