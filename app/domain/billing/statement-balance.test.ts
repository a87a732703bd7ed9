import { describe, expect, it } from 'vitest';
import { Refusal } from '#app/kernel/refusal.ts';
import { readBankCsv } from './read-bank-csv.ts';
import { readCamt } from './read-camt.ts';
import { findGaps, type StatementBalance } from './statement-balance.ts';

const day = (text: string) => new Date(`2026-11-${text}T00:00:00Z`);

/** What it was refused with. */
function refusalOf(work: () => unknown): { code: string; params: object } | null {
  try {
    work();
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { code: error.code, params: error.params };
  }
}

const bal = (code: string, amount: string, on: string, way = 'CRDT') =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="UAH">${amount}</Amt><CdtDbtInd>${way}</CdtDbtInd><Dt><Dt>2026-11-${on}</Dt></Dt></Bal>`;
const entry = (amount: string, way: 'CRDT' | 'DBIT', more = '', status = 'BOOK') =>
  `<Ntry><Amt Ccy="UAH">${amount}</Amt><CdtDbtInd>${way}</CdtDbtInd>${more}<Sts>${status}</Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt></Ntry>`;
const page = (inner: string) => `<Stmt><Acct><Id><IBAN>UA1</IBAN></Id></Acct>${inner}</Stmt>`;
const camt = (...pages: string[]) => `<Document><BkToCstmrStmt>${pages.join('')}</BkToCstmrStmt></Document>`;

describe('what a camt.053 statement says that the account held', () => {
  it('is read with its days, and fits its lines, those that the bank took back too', () => {
    const lines =
      entry('500.00', 'CRDT') +
      entry('20.50', 'DBIT') +
      entry('80.00', 'DBIT', '<RvslInd>true</RvslInd>') +
      entry('999.00', 'CRDT', '', 'PDNG');
    const { balances } = readCamt(camt(page(bal('OPBD', '100', '19') + bal('CLBD', '499.50', '21') + lines)));
    expect(balances).toEqual([
      {
        ...{ currency: 'UAH', from: day('20'), until: day('21') },
        ...{ openingMinor: 10_000n, closingMinor: 49_950n },
      },
    ]);
  });

  it('may be less than nothing, and without any line', () => {
    const owes = page(
      bal('PRCD', '10.00', '19', 'DBIT') + bal('CLBD', '15.00', '20', 'DBIT') + entry('5.00', 'DBIT'),
    );
    expect(readCamt(camt(owes)).balances).toMatchObject([{ openingMinor: -1_000n, closingMinor: -1_500n }]);
    const quiet = readCamt(camt(page(bal('OPBD', '7.00', '19') + bal('CLBD', '7.00', '20'))));
    expect(quiet).toMatchObject({ lines: [], balances: [{ from: day('20'), until: day('20') }] });
  });

  it('is of all its pages together, and of each day apart', () => {
    const pages = [
      page(bal('OPBD', '1.00', '20') + bal('ITBD', '3.00', '20') + entry('2.00', 'CRDT')),
      page(bal('ITBD', '3.00', '20') + bal('CLBD', '7.00', '20') + entry('4.00', 'CRDT')),
      page(bal('OPBD', '7.00', '21') + bal('CLBD', '7.00', '21')),
    ];
    expect(readCamt(camt(...pages)).balances).toMatchObject([
      { openingMinor: 100n, closingMinor: 700n, until: day('20') },
      { openingMinor: 700n, closingMinor: 700n, from: day('21') },
    ]);
  });

  it('that its lines do not lead to is refused with the figures', () => {
    const short = page(bal('OPBD', '100.00', '19') + bal('CLBD', '600.00', '20') + entry('450.00', 'CRDT'));
    expect(refusalOf(() => readCamt(camt(short)))).toEqual({
      code: 'statement_adds_not_up',
      params: { currency: 'UAH', opening: '100', moved: '450', comesTo: '550', closing: '600' },
    });
    const twice = page(
      bal('OPBD', '5.00', '19') + bal('CLBD', '1.00', '20') + entry('4.00', 'DBIT') + entry('4.00', 'DBIT'),
    );
    expect(refusalOf(() => readCamt(camt(twice)))?.params).toMatchObject({ moved: '-8', comesTo: '-3' });
  });

  it('is nothing where it is not said, or in part', () => {
    expect(readCamt(camt(page(entry('4.00', 'CRDT')))).balances).toEqual([]);
    expect(readCamt(camt(page(bal('CLBD', '9.00', '20') + entry('4.00', 'CRDT')))).balances).toEqual([]);
    const none = page(bal('OPBD', 'much', '19') + bal('CLBD', '9.00', '20'));
    expect(refusalOf(() => readCamt(camt(none)))?.code).toBe('statement_unreadable');
  });
});

describe('what a table says that the account held', () => {
  const rows = (...lines: string[]) => lines.join('\n');
  const read = (...lines: string[]) => readBankCsv(rows(...lines), 'UAH');

  it.each([
    ['Opening balance', 'Closing balance'],
    ['Входящий остаток на 20.11.2026:', 'Исходящий остаток'],
    ['ВХІДНИЙ ЗАЛИШОК', 'Вихідний залишок, грн'],
    ['Nyitó egyenleg', 'Záró egyenleg'],
    ['İlkin qalıq', 'Son qalıq'],
  ])('is read above and below it (%s)', (opening, closing) => {
    const { balances, lines } = read(
      `${opening};;1 000,00`,
      'Date;Amount;Purpose',
      '20.11.2026;500,00;BRJ',
      '21.11.2026;-20,50;Fee',
      `;;`,
      `;;${closing};1479,50`,
    );
    expect(lines).toHaveLength(1);
    expect(balances).toEqual([
      {
        ...{ currency: 'UAH', from: day('20'), until: day('21') },
        ...{ openingMinor: 100_000n, closingMinor: 147_950n },
      },
    ]);
  });

  it('that its lines do not lead to is refused with the figures', () => {
    const refused = refusalOf(() =>
      read('Opening balance;10', 'Date;Amount', '20.11.2026;5', 'Closing balance;14'),
    );
    expect(refused).toMatchObject({
      code: 'statement_adds_not_up',
      params: { comesTo: '15', closing: '14' },
    });
  });

  it('is not what a payer calls a payment', () => {
    const { balances, lines } = read(
      'Date;Amount;Purpose',
      '20.11.2026;5;Opening balance',
      '20.11.2026;7;Closing balance',
    );
    expect(lines).toHaveLength(2);
    expect(balances).toEqual([]);
  });

  it.each([
    [
      'the oldest line first',
      ['20.11.2026;5;;15', '20.11.2026;;3;12', '21.11.2026;1;;13'],
      { openingMinor: 1_000n, closingMinor: 1_300n },
    ],
    [
      'the newest line first',
      ['21.11.2026;1;;13', '20.11.2026;;3;12', '20.11.2026;5;;15'],
      { openingMinor: 1_000n, closingMinor: 1_300n },
    ],
  ])('is read from the column of balances, %s', (_how, lines, expected) => {
    expect(read('Date;Credit;Debit;Balance', ...lines).balances).toMatchObject([expected]);
  });

  it('whose column breaks off is refused with the line', () => {
    const refused = refusalOf(() =>
      read('Date;Amount;Balance', '20.11.2026;5;15', '20.11.2026;2;18', '21.11.2026;1;19'),
    );
    expect(refused).toEqual({
      code: 'statement_balance_breaks',
      params: { line: 3, expected: '17', says: '18' },
    });
  });
});

describe('two statements of one account', () => {
  const balance = (from: string, until: string, opening: bigint, closing: bigint): StatementBalance => ({
    ...{ currency: 'UAH', from: day(from), until: day(until), openingMinor: opening, closingMinor: closing },
  });

  it('go on from one another, with quiet days between them, in whatever order they came', () => {
    expect(
      findGaps([
        balance('23', '24', 300n, 500n),
        balance('01', '10', 100n, 200n),
        balance('11', '20', 200n, 300n),
      ]),
    ).toEqual([]);
  });

  it('leave a gap where the bank moved money that none of them tells of', () => {
    const [before, next] = [balance('01', '10', 100n, 200n), balance('15', '20', 150n, 300n)];
    expect(findGaps([next, before])).toEqual([{ before, next, missingMinor: -50n }]);
  });

  it('cover their days together where they overlap, or are the same', () => {
    const whole = balance('01', '20', 100n, 300n);
    expect(
      findGaps([whole, whole, balance('05', '10', 120n, 180n), balance('15', '25', 250n, 350n)]),
    ).toEqual([]);
    const gap = findGaps([whole, balance('05', '10', 120n, 180n), balance('22', '25', 299n, 350n)]);
    expect(gap.map(({ missingMinor }) => missingMinor)).toEqual([-1n]);
  });
});
