import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAccounts } from '#app/domain/billing/open-accounts.server.ts';
import { openStatement } from '#app/domain/billing/open-statement.server.ts';
import { readLineDetails } from '#app/domain/billing/read-line-details.server.ts';
import { readLegalDetails } from '#app/domain/identity/read-legal-details.server.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { decimalOf } from '#app/kernel/decimal.ts';
import { addMonths, monthOf, startOfMonth } from '#app/kernel/month.ts';
import { formatAmount } from '#app/ui/format-money.ts';
import { fund, makeOrganisation } from '../factories/market.ts';
import { creditCard, moveOften } from '../factories/movements.ts';
import {
  giveDetails,
  issuePaperNextMonth,
  OPERATOR,
  SELLER_DETAILS,
  setOperator,
} from '../factories/papers.ts';
import { makePerson } from '../factories/people.ts';
import { openTrade, type Trade } from '../factories/trade.ts';
import { askPage, type PageModule, pageContext } from '../setup/pages.ts';
import { readCsv } from '../setup/read-csv.ts';
import { readPdf } from '../setup/read-pdf.ts';
import { openWorld, type World } from '../setup/world.ts';

const MONTH = monthOf(new Date());
type StatementShown = { overview: { currency: string; closingMinor: bigint }[] };
const modules = import.meta.glob<PageModule>('../../app/routes/{account,admin}/*.tsx');

async function page(file: string): Promise<PageModule> {
  const load = modules[`../../app/routes/${file}`];
  if (!load) throw new Error(`there is no ${file}`);
  return load();
}

let world: World;
let trade: Trade;
let buyer: string;
let seller: string;
let admin: string;

beforeAll(async () => {
  world = await openWorld();
  const { db } = world;
  trade = await openTrade(db, { niche: 'legal.family' });
  for (let i = 0; i < 3; i += 1) await trade.sell();
  buyer = (await makePerson(db, { organisationId: trade.buyerId, role: 'manager' })).token;
  seller = (await makePerson(db, { organisationId: trade.sellerId })).token;
  admin = (await makePerson(db, { platformRole: 'admin', secondFactor: true })).token;
});
afterAll(() => world.close());

/** A file as a browser would keep it. */
async function download(file: string, token: string, path: string, params: Record<string, string> = {}) {
  const module = await page(file);
  const request = new Request(`http://localhost:3000${path}`);
  const answer = await module.loader?.({ request, params, context: pageContext(world, token) });
  const response = answer as Response;
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
}

/** Many movements of one minor unit each, as no test has the time to make them one by one. */
async function fundOften(organisationId: string, count: number): Promise<void> {
  await world.owner.query(
    `INSERT INTO transfer (key, kind, debit_account_id, credit_account_id, currency, amount_minor, subject_id, actor, origin)
     SELECT 'demo_funding:often:' || n, 'demo_funding', 'platform:demo_funding:UAH', $1, 'UAH', 1, $2, 'test', 'test' FROM generate_series(1, $3) n`,
    [`${organisationId}:spendable:UAH`, organisationId, count],
  );
}

const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

describe('a statement as a file', () => {
  it('says in CSV what the database says, for machines and spreadsheets', async () => {
    const { response, bytes } = await download(
      'account/statement-csv.tsx',
      buyer,
      `/account/statements/csv?month=${MONTH}&currency=UAH`,
    );
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="statement-${MONTH}-UAH.csv"`,
    );
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const rows = readCsv(textOf(bytes));
    const { rows: transfers } = await world.owner.query(
      `SELECT id::text, kind, CASE WHEN debit_account_id LIKE $1 THEN -amount_minor ELSE amount_minor END::text AS minor
       FROM transfer WHERE $2 IN (debit_account_id, credit_account_id) ORDER BY id`,
      [`${trade.buyerId}:%`, `${trade.buyerId}:spendable:UAH`],
    );
    const lines = rows.filter(({ row }) => row === 'line');
    expect(
      lines.map(({ transfer, kind, amount_minor }) => ({ id: transfer, kind, minor: amount_minor })),
    ).toEqual(transfers);
    expect(lines).toHaveLength(7);
    for (const { amount, amount_minor, balance, balance_minor } of lines) {
      expect(amount).toBe(decimalOf(BigInt(amount_minor ?? '')));
      expect(balance).toBe(decimalOf(BigInt(balance_minor ?? '')));
    }
    expect(rows[0]).toMatchObject({ row: 'opening', balance: '0.00' });
    expect(rows.at(-1)).toMatchObject({ row: 'so far', balance_minor: lines.at(-1)?.balance_minor });
    expect(lines[1]).toMatchObject({
      for_what: expect.stringContaining('Lead bought'),
      lead: expect.stringContaining('Kyiv'),
    });
  });

  it('says in PDF what the database says, amount by amount, with both parties in their letters', async () => {
    await giveDetails(world.db, trade.sellerId);
    await setOperator(world.db, { address: 'Երևան, Աբովյան 1, Ə Ğ İ ő ű' });
    const { response, bytes } = await download(
      'account/statement-pdf.tsx',
      seller,
      `/account/statements/pdf?month=${MONTH}&currency=UAH`,
    );
    expect(response.headers.get('content-type')).toBe('application/pdf');
    const pages = await readPdf(bytes);
    const cells = pages.flat(2);
    const { accounts, lines } = await openStatement(
      world.db,
      { organisationId: trade.sellerId, currency: 'UAH', month: MONTH },
      async (statement) => ({
        accounts: statement.accounts,
        lines: await statement.page(statement.accounts[0] ?? ([] as never), 0, 100),
      }),
    );
    for (const { openingMinor, closingMinor } of accounts)
      expect(cells).toEqual(expect.arrayContaining([formatAmount(openingMinor), formatAmount(closingMinor)]));
    const rows = pages.flat().filter((row) => /^\d{4}-\d\d-\d\d /.test(row[0] ?? ''));
    expect(rows.map((row) => row.slice(-2))).toEqual(
      lines.map(({ amountMinor, balanceMinor }) => [formatAmount(amountMinor), formatAmount(balanceMinor)]),
    );
    const text = cells.join(' ');
    for (const said of [
      SELLER_DETAILS.legalName,
      SELLER_DETAILS.signatoryName,
      OPERATOR.legalName,
      'Երևան',
      'Ə Ğ İ ő ű',
    ])
      expect(text).toContain(said);
    expect(text).toContain('The month is not over');
    await setOperator(world.db);
  });

  it('is cut in PDF at two thousand lines, says so, and is whole in CSV', async () => {
    await fundOften(trade.buyerId, 2_500);
    const query = `?month=${MONTH}&currency=UAH`;
    const pdf = await download('account/statement-pdf.tsx', buyer, `/account/statements/pdf${query}`);
    const pages = await readPdf(pdf.bytes);
    expect(pages.flat().filter((row) => /^\d{4}-\d\d-\d\d /.test(row[0] ?? ''))).toHaveLength(2_000);
    expect(pages.flat(2).join(' ')).toContain('first 2,000 of 2,507 lines');
    expect(pages.map((page) => page.at(-1)?.at(-1))).toEqual(
      pages.map((_, index) => `Page ${index + 1} of ${pages.length}`),
    );
    const csv = await download('account/statement-csv.tsx', buyer, `/account/statements/csv${query}`);
    const lines = readCsv(textOf(csv.bytes)).filter(({ row }) => row === 'line');
    expect(lines).toHaveLength(2_507);
    expect(new Set(lines.map(({ transfer }) => transfer)).size).toBe(2_507);
  }, 120_000);

  it('of several currencies holds each with its own balances, and keeps the month from one to another', async () => {
    const organisationId = await makeOrganisation(world.db, 'buyer');
    const { token } = await makePerson(world.db, { organisationId });
    const before = addMonths(MONTH, -1);
    await openAccounts(world.db.pool, { organisationId, currency: 'EUR', now: startOfMonth(before) });
    await fund(world.db, organisationId, 70_000n);
    await fund(world.db, organisationId, 1_234n, 'EUR');
    const path = `/account/statements/csv?month=${MONTH}&currency=all`;
    const { response, bytes } = await download('account/statement-csv.tsx', token, path);
    expect(response.headers.get('content-disposition')).toContain(`statement-${MONTH}-all.csv`);
    const rows = readCsv(textOf(bytes)).map(({ currency, row, balance }) => [currency, row, balance]);
    expect(rows).toEqual([
      ...[
        ['EUR', 'opening', '0.00'],
        ['EUR', 'line', '12.34'],
        ['EUR', 'so far', '12.34'],
      ],
      ...[
        ['UAH', 'opening', '0.00'],
        ['UAH', 'line', '700.00'],
        ['UAH', 'so far', '700.00'],
      ],
    ]);
    const shown = (query: string) =>
      page('account/statements.tsx').then((module) =>
        askPage(world, module, { token, path: `/account/statements?${query}` }),
      );
    const { data } = (await shown(`month=${MONTH}&currency=UAH`)) as { data: StatementShown };
    expect(data.overview.map(({ currency, closingMinor }) => [currency, closingMinor])).toEqual([
      ['EUR', 1_234n],
      ['UAH', 70_000n],
    ]);
    const { data: earlier } = (await shown(`month=${before}&currency=UAH`)) as { data: StatementShown };
    expect(earlier).toMatchObject({ asked: { month: before, currency: 'UAH' }, shown: null });
  });

  it('says of each movement what it was about, on the screen, in CSV and in PDF', async () => {
    const organisationId = await makeOrganisation(world.db, 'buyer');
    const { token } = await makePerson(world.db, { organisationId });
    const about = await moveOften(world.db, organisationId);
    const query = `?month=${MONTH}&currency=UAH&account=spendable`;
    const { data } = (await askPage(world, await page('account/statements.tsx'), {
      token,
      path: `/account/statements${query}`,
    })) as { data: { lines: { kind: string; detail: string }[] } };
    expect(Object.fromEntries(data.lines.map(({ kind, detail }) => [kind, detail]))).toEqual(about);
    const csv = await download('account/statement-csv.tsx', token, `/account/statements/csv${query}`);
    const lines = readCsv(textOf(csv.bytes)).filter(
      ({ row, account }) => row === 'line' && account === 'spendable',
    );
    // What somebody wrote is no formula where it is opened.
    expect(Object.fromEntries(lines.map(({ kind, detail }) => [kind, detail]))).toEqual({
      ...about,
      goodwill: `'${about.goodwill}`,
    });
    const pdf = await download('account/statement-pdf.tsx', token, `/account/statements/pdf${query}`);
    const text = (await readPdf(pdf.bytes)).flat(2).join(' ');
    for (const said of Object.values(about)) expect(text).toContain(said);
  });

  it('tells nothing of what another organisation’s movements were about', async () => {
    const theirs = await makeOrganisation(world.db, 'buyer');
    const topUpId = await creditCard(world.db, theirs);
    const ask = (organisationId: string) =>
      readLineDetails(world.db, { organisationId, subjectIds: [topUpId] });
    expect(await ask(theirs)).toEqual(new Map([[topUpId, { of: 'card', brand: 'visa', last4: '4242' }]]));
    expect(await ask(trade.buyerId)).toEqual(new Map());
  });

  it('is nobody’s who has no accounts', async () => {
    const { token } = await makePerson(world.db, {
      organisationId: (await openTrade(world.db, { niche: 'climate.solar' })).sellerId,
    });
    const asked = { token, path: '/account/statements/csv' };
    expect(await askPage(world, await page('account/statement-csv.tsx'), asked)).toMatchObject({
      status: 404,
    });
    expect(await askPage(world, await page('account/statements.tsx'), asked)).toMatchObject({
      status: 200,
      data: null,
    });
  });
});

/** A person who trades has other numbers than a company. */
const SELLER_DETAILS_OF_TRADER = { form: 'sole_trader' as const, taxNumber: '3184710691' };

describe('an invoice as a file', () => {
  it('holds number, parties, VAT and every sale, and is the same each time', async () => {
    await giveDetails(world.db, trade.sellerId, SELLER_DETAILS_OF_TRADER);
    const paperId = await issuePaperNextMonth(world.db, trade.sellerId);
    const ask = () =>
      download('account/invoice-file.tsx', seller, `/account/invoices/${paperId}`, { paperId });
    const { response, bytes } = await ask();
    expect(response.headers.get('content-disposition')).toMatch(/filename="INV-20\d\d-000001\.pdf"/);
    const pages = await readPdf(bytes);
    const text = pages.flat(2).join(' ');
    const { rows } = await world.owner.query('SELECT total_minor, vat_minor FROM fee_paper WHERE id = $1', [
      paperId,
    ]);
    const total = BigInt(rows[0].total_minor);
    const vat = BigInt(rows[0].vat_minor);
    for (const said of [
      `${formatAmount(total)} UAH`,
      `${formatAmount(vat)} UAH`,
      `${formatAmount(total - vat)} UAH`,
      'VAT 27 %',
      'fee for 3 sales',
      OPERATOR.legalName,
      OPERATOR.taxNumber,
      `VAT number ${OPERATOR.vatNumber}`,
      SELLER_DETAILS.legalName,
      'Company Sole trader',
      `Tax number ${SELLER_DETAILS_OF_TRADER.taxNumber}`,
      'Pays no VAT',
    ])
      expect(text).toContain(said);
    const { rows: sales } = await world.owner.query(
      'SELECT t.subject_id AS id, l.amount_minor AS minor FROM fee_paper_line l JOIN transfer t ON t.id = l.transfer_id WHERE paper_id = $1 ORDER BY 1',
      [paperId],
    );
    const listed = pages.flat().filter((row) => row[1]?.startsWith('sale_'));
    expect(
      listed
        .map((row) => ({ id: row[1], minor: row[2] }))
        .sort((a, b) => (a.id ?? '').localeCompare(b.id ?? '')),
    ).toEqual(sales.map(({ id, minor }) => ({ id, minor: formatAmount(BigInt(minor)) })));
    const again = await readPdf((await ask()).bytes);
    expect(again).toEqual(pages);
    const csv = await download('account/invoice-file.tsx', seller, `/account/invoices/${paperId}?as=csv`, {
      paperId,
    });
    const lines = readCsv(textOf(csv.bytes));
    expect(lines.reduce((sum, { amount_minor }) => sum + BigInt(amount_minor ?? ''), 0n)).toBe(total);
    const register = await download('admin/paper-file.tsx', admin, `/admin/papers/${paperId}`, { paperId });
    expect(register.bytes.length).toBeGreaterThan(1_000);
  });
});

describe('legal details', () => {
  const typed = {
    form: 'company',
    legalName: '  ТОВ   «Ліди» ',
    taxNumber: '1436 0570',
    registrationNumber: '',
    vat: 'no',
    vatNumber: 'left over',
    address: 'Київ, вул. Хрещатик, 1',
    signatoryName: 'Ганна Коваль',
    signatoryRole: 'Директорка',
  };

  it('are taken from an owner, tidied, and noted in the audit without names', async () => {
    const asked = { token: seller, path: '/account/legal', form: typed };
    expect(await askPage(world, await page('account/legal.tsx'), asked)).toMatchObject({ status: 302 });
    expect(await readLegalDetails(world.db, trade.sellerId)).toMatchObject({
      legalName: 'ТОВ «Ліди»',
      taxNumber: '14360570',
      vatNumber: null,
      countryCode: 'UA',
    });
    const entry = await world.db.prisma.auditEntry.findFirstOrThrow({
      where: { action: 'organisation.legal_details_set' },
      orderBy: { id: 'desc' },
    });
    expect(entry.details).toMatchObject({ taxNumber: '14360570', vatNumber: null });
    expect(JSON.stringify(entry.details)).not.toMatch(/Коваль|Хрещатик/);
  });

  it.each([
    ['taxNumber', { taxNumber: '14360571' }],
    ['taxNumber', { form: 'sole_trader' }],
    ['vatNumber', { vat: 'yes', vatNumber: '' }],
    ['legalName', { legalName: ' ' }],
    ['legalName', { legalName: 'a\u202eb' }],
    ['address', { address: 'x'.repeat(301) }],
    ['form', { form: 'empire' }],
  ])('are refused with a word about %s for %j', async (field, wrong) => {
    const before = await readLegalDetails(world.db, trade.sellerId);
    const answer = await askPage(world, await page('account/legal.tsx'), {
      token: seller,
      path: '/account/legal',
      form: { ...typed, ...wrong },
    });
    expect(Object.keys((answer.data as { errors: object }).errors)).toEqual([field]);
    expect(await readLegalDetails(world.db, trade.sellerId)).toEqual(before);
  });

  it('of the operator are a setting, with the VAT in its fees', async () => {
    const send = async (more: Record<string, string>) =>
      askPage(world, await page('admin/settings.tsx'), {
        token: admin,
        path: '/admin/settings',
        form: {
          key: 'operator',
          ...typed,
          countryCode: 'UA',
          vat: 'yes',
          vatNumber: '143605726651',
          vatRate: '20',
          ...more,
        },
      });
    expect(await send({})).toMatchObject({ status: 302 });
    expect(await readSetting(world.db, 'operator')).toMatchObject({
      vatRateBasisPoints: 2_000,
      party: { legalName: 'ТОВ «Ліди»', vatNumber: '143605726651' },
    });
    const wrongs: Record<string, string>[] = [
      { vatRate: '50' },
      { vatRate: '' },
      { countryCode: '' },
      { taxNumber: '1' },
    ];
    for (const wrong of wrongs)
      expect(await send(wrong), JSON.stringify(wrong)).toMatchObject({
        status: 200,
      });
  });
});
