import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDispute } from '#app/domain/disputes/open-dispute.server.ts';
import { replyToDispute } from '#app/domain/disputes/reply-to-dispute.server.ts';
import { issueFeePaper } from '#app/domain/papers/issue-fee-paper.server.ts';
import { DETAILS_WITHIN_MS, issueFeePapers } from '#app/domain/papers/issue-fee-papers.server.ts';
import { previewFeePapers } from '#app/domain/papers/preview-fee-papers.server.ts';
import { readFeeLines, readFeePaper, readFeePapers } from '#app/domain/papers/read-fee-papers.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { HOUR_MS, after as later } from '#app/kernel/time.ts';
import { giveDetails, OPERATOR, SELLER_DETAILS, setOperator } from '../factories/papers.ts';
import { openTrade, type Trade } from '../factories/trade.ts';
import { openWorld, type World } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
const at = (text: string) => new Date(`${text}:00Z`);
const ALL = { limit: 100, before: null };

let world: World;

beforeAll(async () => {
  world = await openWorld();
  await setOperator(world.db);
});
afterAll(async () => {
  expect(await checkBooks(world.owner)).toEqual([]);
  await world.close();
});

/** Somebody who sells at 300.00 to one buyer: of the buyers made before none bids any more. */
async function trader(options: { details?: boolean; niche?: string } = {}): Promise<Trade> {
  const { niche = 'legal.family' } = options;
  await world.db.prisma.orderTarget.deleteMany({ where: { nicheCode: niche } });
  const trade = await openTrade(world.db, { niche });
  if (options.details ?? true) await giveDetails(world.db, trade.sellerId);
  return trade;
}

/** A lead that turns out bad: the seller agrees and all of the price goes back. */
async function giveBack(saleId: string, now: Date): Promise<void> {
  const sale = await world.db.prisma.sale.findUniqueOrThrow({ where: { id: saleId } });
  const { id } = await openDispute(world.db, {
    ...ACTOR,
    saleId,
    buyerOrganisationId: sale.buyerOrganisationId,
    reason: 'invalid_phone',
    detail: 'The number does not exist.',
    now,
  });
  await replyToDispute(world.db, {
    ...ACTOR,
    disputeId: id,
    sellerOrganisationId: sale.sellerOrganisationId,
    reply: 'agrees',
    detail: '',
    now: later(now, HOUR_MS),
  });
}

const issue = (now: Date) => issueFeePapers(world.db, { now });
const papersOf = async ({ sellerId }: Trade) =>
  (await readFeePapers(world.db, { organisationId: sellerId, ...ALL })).toReversed();
const linesOf = (paperId: string) => readFeeLines(world.db, { paperId, after: 0n, limit: 1_000 });

describe('an invoice for fees', () => {
  it('is made out once for all sales of a month, to the seller, with the VAT in it', async () => {
    const trade = await trader();
    const sold = [await trade.sell(at('2027-01-01T00:00')), await trade.sell(at('2027-01-31T23:59'))];
    await trade.sell(at('2027-02-01T00:00'));
    expect(await issue(at('2027-01-31T23:59'))).toBe(0);
    const now = at('2027-02-01T00:41');
    await issue(now);
    await issue(now);
    const [paper, ...others] = await papersOf(trade);
    expect(others).toEqual([]);
    expect(paper).toMatchObject({
      kind: 'invoice',
      month: '2027-01',
      currency: 'UAH',
      year: 2027,
      lineCount: 2,
      totalMinor: 6_000n,
      // 6,000 × 27 / 127 = 1,275.59
      vatMinor: 1_276n,
      vatRateBasisPoints: 2_700,
      operator: OPERATOR,
      party: { ...SELLER_DETAILS, countryCode: 'UA' },
    });
    const lines = await linesOf(paper?.id ?? '');
    expect(lines.map(({ saleId, amountMinor }) => ({ saleId, amountMinor }))).toEqual(
      sold.map(({ saleId }) => ({ saleId, amountMinor: 3_000n })),
    );
  });

  it('takes off what came back in the same month, and is not made out where all of it did', async () => {
    const [some, all] = [await trader(), await trader({ niche: 'climate.solar' })];
    await some.sell(at('2027-03-02T10:00'));
    const returned = await some.sell(at('2027-03-02T11:00'));
    await giveBack(returned.saleId, at('2027-03-03T11:00'));
    const only = await all.sell(at('2027-03-02T12:00'));
    await giveBack(only.saleId, at('2027-03-03T12:00'));
    await issue(at('2027-04-01T00:41'));
    expect(await papersOf(some)).toMatchObject([{ kind: 'invoice', totalMinor: 3_000n, lineCount: 3 }]);
    expect(await papersOf(all)).toEqual([]);
  });

  it('is corrected by a credit note when a fee comes back in a later month', async () => {
    const trade = await trader();
    const [first, second] = [
      await trade.sell(at('2027-04-29T10:00')),
      await trade.sell(at('2027-04-29T11:00')),
    ];
    await issue(at('2027-05-01T00:41'));
    await setOperator(world.db, {}, 2_000);
    await giveBack(first.saleId, at('2027-05-02T10:00'));
    const sold = await trade.sell(at('2027-05-03T10:00'));
    await issue(at('2027-06-01T00:41'));
    await setOperator(world.db);
    const [april, ...may] = await papersOf(trade);
    expect(april).toMatchObject({ kind: 'invoice', month: '2027-04', totalMinor: 6_000n });
    const [invoice, note] = may.toSorted((a, b) => a.kind.localeCompare(b.kind) * -1);
    expect(may).toHaveLength(2);
    expect(invoice).toMatchObject({
      kind: 'invoice',
      month: '2027-05',
      totalMinor: 3_000n,
      vatRateBasisPoints: 2_000,
    });
    // At the rate at which it was invoiced, whatever it is now.
    expect(note).toMatchObject({
      kind: 'credit_note',
      month: '2027-05',
      totalMinor: -3_000n,
      vatMinor: -638n,
      vatRateBasisPoints: 2_700,
      corrects: { year: april?.year, number: april?.number },
    });
    expect((await linesOf(note?.id ?? '')).map(({ saleId }) => saleId)).toEqual([first.saleId]);
    expect((await linesOf(invoice?.id ?? '')).map(({ saleId }) => saleId)).toEqual([sold.saleId]);
    expect((await linesOf(april?.id ?? '')).map(({ saleId }) => saleId)).toEqual([
      first.saleId,
      second.saleId,
    ]);
  });

  it('waits ten days for details, and then goes to the name that is known', async () => {
    const trade = await trader({ details: false });
    await trade.sell(at('2027-07-10T10:00'));
    const end = at('2027-08-01T00:00');
    await issue(later(end, HOUR_MS));
    await issue(later(end, DETAILS_WITHIN_MS - HOUR_MS));
    expect(await papersOf(trade)).toEqual([]);
    await issue(later(end, DETAILS_WITHIN_MS));
    expect(await papersOf(trade)).toMatchObject([
      { month: '2027-07', party: { legalName: 'Test seller', countryCode: 'UA', taxNumber: null } },
    ]);
  });

  it('keeps the details as they were', async () => {
    const trade = await trader();
    await trade.sell(at('2027-08-10T10:00'));
    await issue(at('2027-09-01T00:41'));
    await giveDetails(world.db, trade.sellerId, { legalName: 'ТОВ «Інша»' });
    await setOperator(world.db, { legalName: 'Another Kft.' });
    const [paper] = await papersOf(trade);
    expect(paper).toMatchObject({ operator: OPERATOR, party: SELLER_DETAILS });
    await setOperator(world.db);
  });

  it('is not made out for a month that runs, nor while the operator is not known', async () => {
    const trade = await trader();
    await trade.sell(at('2027-09-10T10:00'));
    const asked = { organisationId: trade.sellerId, currency: 'UAH' as const, month: '2027-09' };
    await expect(issueFeePaper(world.db, { ...asked, now: at('2027-10-01T00:05') })).rejects.toMatchObject({
      code: 'month_not_over',
    });
    const stood = await world.db.prisma.setting.findUniqueOrThrow({ where: { key: 'operator' } });
    await world.db.prisma.setting.delete({ where: { key: 'operator' } });
    expect(await issue(at('2027-10-01T00:41'))).toBe(0);
    await expect(issueFeePaper(world.db, { ...asked, now: at('2027-10-01T00:41') })).rejects.toMatchObject({
      code: 'operator_unknown',
    });
    await world.db.prisma.setting.create({
      data: { ...stood, value: stood.value ?? {}, waitingValue: undefined },
    });
    expect(
      await previewFeePapers(world.db, { organisationId: trade.sellerId, now: at('2027-09-20T10:00') }),
    ).toEqual([
      { currency: 'UAH', month: '2027-09', isOver: false, kind: 'invoice', lineCount: 1, totalMinor: 3_000n },
    ]);
    await issue(at('2027-10-01T00:41'));
    expect(await papersOf(trade)).toHaveLength(1);
    expect(
      await previewFeePapers(world.db, { organisationId: trade.sellerId, now: at('2027-10-02T10:00') }),
    ).toEqual([]);
  });

  it('is nobody else’s', async () => {
    const trade = await trader();
    await trade.sell(at('2027-10-10T10:00'));
    await issue(at('2027-11-01T00:41'));
    const [paper] = await papersOf(trade);
    const paperId = paper?.id ?? '';
    expect(await readFeePaper(world.db, { organisationId: trade.sellerId, paperId })).not.toBeNull();
    expect(await readFeePaper(world.db, { organisationId: trade.buyerId, paperId })).toBeNull();
  });
});

describe('numbers', () => {
  it('have no gap and no double under fifty issues at once, each tried twice, some of which fail', async () => {
    const traders: Trade[] = [];
    for (let i = 0; i < 50; i += 1) {
      const trade = await trader();
      await trade.sell(at('2028-01-10T10:00'));
      traders.push(trade);
    }
    const now = at('2028-02-01T00:41');
    const tries = [...traders, ...traders].map(({ sellerId }) =>
      issueFeePaper(world.db, {
        organisationId: sellerId,
        currency: 'UAH',
        month: '2028-01',
        now,
      }),
    );
    // These take a number, cannot be committed, and give it back.
    const failing = Array.from({ length: 10 }, () =>
      world.db.pool.query(
        `INSERT INTO fee_paper (id, organisation_id, currency, month, kind, operator_key, year, line_count, total_minor, vat_minor, operator, party, issued_at)
         VALUES ('paper_' || gen_random_uuid(), $1, 'UAH', '2028-01', 'invoice', $2, 2028, 1, 100, 0, $3, '{}', $4)`,
        [traders[0]?.buyerId, OPERATOR.taxNumber, JSON.stringify(OPERATOR), now],
      ),
    );
    const failed = await Promise.allSettled(failing);
    expect(failed.map(({ status }) => status)).toEqual(Array(10).fill('rejected'));
    const issued = (await Promise.all(tries)).flat();
    expect(issued).toHaveLength(50);
    const papers = await readFeePapers(world.db, { organisationId: null, ...ALL });
    const numbers = papers
      .filter(({ year, kind }) => year === 2028 && kind === 'invoice')
      .map(({ number }) => number);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(await checkBooks(world.owner)).toEqual([]);
  });

  it('begin anew with the year, and with another operator', async () => {
    const trade = await trader();
    await trade.sell(at('2028-12-10T10:00'));
    await issue(at('2029-01-01T00:41'));
    await setOperator(world.db, { taxNumber: '10625790-4-44' });
    await trade.sell(at('2029-01-10T10:00'));
    await issue(at('2029-02-01T00:41'));
    await setOperator(world.db);
    expect(await papersOf(trade)).toMatchObject([
      { year: 2029, number: 1 },
      { year: 2029, number: 1 },
    ]);
  });
});

describe('a paper that was issued', () => {
  let paperId: string;
  let other: bigint;

  beforeAll(async () => {
    const trade = await trader();
    await trade.sell(at('2029-03-10T10:00'));
    await issue(at('2029-04-01T00:41'));
    paperId = (await papersOf(trade))[0]?.id ?? '';
    await trade.sell(at('2029-03-20T10:00'));
    const { rows } = await world.owner.query(
      `SELECT id FROM transfer t WHERE kind = 'sale_fee' AND NOT EXISTS (SELECT FROM fee_paper_line l WHERE l.transfer_id = t.id) ORDER BY id DESC LIMIT 1`,
    );
    other = rows[0].id;
  });

  it.each([
    'UPDATE fee_paper SET total_minor = total_minor',
    'DELETE FROM fee_paper',
    'TRUNCATE fee_paper CASCADE',
    'UPDATE fee_paper_line SET amount_minor = amount_minor',
    'DELETE FROM fee_paper_line',
    'TRUNCATE fee_paper_line',
    'UPDATE paper_counter SET last_number = 0',
    'DELETE FROM paper_counter',
    "INSERT INTO paper_counter VALUES ('x', 2026, 'invoice', 7)",
  ])('is changed by nobody: %s', async (sql) => {
    await expect(world.owner.query(sql)).rejects.toThrow(/never changed|not written by hand/);
    await expect(world.db.pool.query(sql)).rejects.toThrow(/permission denied/);
  });

  it('takes no further line, whatever it is', async () => {
    const add = 'INSERT INTO fee_paper_line (transfer_id, paper_id, amount_minor) VALUES ($1, $2, $3)';
    await expect(world.db.pool.query(add, [other, paperId, 3_000])).rejects.toThrow(/no fee of its paper/);
  });

  it.each([
    ['to another than the seller', { organisation: 'buyer' }, /no fee of its paper/],
    ['over another amount', { total: 2_999, line: 3_000 }, /not the sum of its lines/],
    ['with a line in another amount', { line: 2_999, total: 2_999 }, /no fee of its paper/],
    ['with VAT that is not in it', { vat: 5 }, /fee_paper_vat/],
    ['for a month that is not over', { month: '2029-05' }, /month_is_over/],
    ['in another’s series', { key: 'another' }, /fee_paper_series/],
    ['as a credit note on nothing', { kind: 'credit_note' }, /fee_paper_kind/],
  ])('would not have been issued %s', async (_what, wrong: Record<string, unknown>, message) => {
    const { rows } = await world.owner.query(
      'SELECT s.seller_organisation_id AS seller, s.buyer_organisation_id AS buyer FROM transfer t JOIN sale s ON s.id = t.subject_id WHERE t.id = $1',
      [other],
    );
    const client = await world.db.pool.connect();
    const write = async () => {
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO fee_paper (id, organisation_id, currency, month, kind, operator_key, year, line_count, total_minor, vat_minor, operator, party, issued_at)
         VALUES ('paper_x', $1, 'UAH', $2, $3, $4, 2029, 1, $5, $6, $7, '{}', $8)`,
        [
          rows[0][String(wrong.organisation ?? 'seller')],
          wrong.month ?? '2029-04',
          wrong.kind ?? 'invoice',
          wrong.key ?? OPERATOR.taxNumber,
          wrong.total ?? 3_000,
          wrong.vat ?? 0,
          JSON.stringify(OPERATOR),
          at('2029-05-02T00:00'),
        ],
      );
      await client.query(`INSERT INTO fee_paper_line VALUES ($1, 'paper_x', $2)`, [
        other,
        wrong.line ?? 3_000,
      ]);
      await client.query('COMMIT');
    };
    await expect(write()).rejects.toThrow(message);
    await client.query('ROLLBACK');
    client.release();
  });

  it('is found by check-books when somebody got past the guards', async () => {
    const client = await world.owner.connect();
    await client.query('BEGIN');
    await client.query('SET LOCAL session_replication_role = replica');
    await client.query(
      'UPDATE fee_paper SET total_minor = total_minor + 1, vat_minor = round((total_minor + 1) * 0.27 / 1.27) WHERE id = $1',
      [paperId],
    );
    await client.query('UPDATE paper_counter SET last_number = last_number + 1');
    await client.query('UPDATE fee_paper_line SET amount_minor = amount_minor + 1 WHERE paper_id = $1', [
      paperId,
    ]);
    const found = await checkBooks(client);
    await client.query('ROLLBACK');
    client.release();
    expect(found.filter((one) => one.includes('numbered up to'))).not.toEqual([]);
    expect(found.filter((one) => one.includes(`seller of paper ${paperId}`))).toHaveLength(1);
  });
});
