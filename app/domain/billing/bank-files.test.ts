import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { lineKeysOf } from './line-key.server.ts';
import { readBankCsv } from './read-bank-csv.ts';
import { readCamt } from './read-camt.ts';
import { type PayoutFile, writePain, writePayoutCsv } from './write-payout-file.ts';

function codeOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

const entry = (inner: string, amount = '100.50') =>
  `<Ntry><Amt Ccy="UAH">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt>${inner}</Ntry>`;
const camt = (entries: string, prefix = '') =>
  `${prefix}<Document><BkToCstmrStmt><Stmt><Acct><Id><IBAN>UA1</IBAN></Id></Acct>${entries}</Stmt></BkToCstmrStmt></Document>`;

describe('a camt.053 statement', () => {
  it('is read line by line, to the minor unit', () => {
    const { lines, debits, account, skippedCount } = readCamt(
      camt(
        entry(
          '<AcctSvcrRef>A1</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Olena &amp; Co</Nm></Dbtr></RltdPties><RmtInf><Ustrd>BRJ-2026-</Ustrd><Ustrd>000123-7</Ustrd></RmtInf></TxDtls></NtryDtls>',
        ) +
          entry('', '90071992547409.93') +
          entry(
            '<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Us</Nm></Dbtr><Cdtr><Pty><Nm>A Seller</Nm></Pty></Cdtr></RltdPties></TxDtls></NtryDtls>',
            '7.10',
          ).replace('CRDT', 'DBIT') +
          entry('<RvslInd>true</RvslInd>', '3.00').replace('CRDT', 'DBIT') +
          entry('').replace('BOOK<', 'PDNG<'),
      ),
    );
    expect(account).toBe('UA1');
    expect(skippedCount).toBe(1);
    expect(debits).toEqual([
      expect.objectContaining({ amountMinor: 710n, payer: 'A Seller' }),
      expect.objectContaining({ amountMinor: 300n }),
    ]);
    expect(lines).toEqual([
      {
        amountMinor: 10_050n,
        currency: 'UAH',
        bookedOn: new Date('2026-11-20T00:00:00Z'),
        payer: 'Olena & Co',
        text: 'BRJ-2026- 000123-7',
        bankReference: 'A1',
      },
      expect.objectContaining({ amountMinor: 9_007_199_254_740_993n, payer: '', bankReference: null }),
    ]);
  });

  it('is read with what a bank put in one sum apart, if it adds up', () => {
    const parts = (second: string) =>
      `<AcctSvcrRef>B</AcctSvcrRef><NtryDtls><TxDtls><Amt Ccy="UAH">60.50</Amt><RmtInf><Ustrd>one</Ustrd></RmtInf></TxDtls><TxDtls><AmtDtls><TxAmt><Amt Ccy="UAH">${second}</Amt></TxAmt></AmtDtls><RmtInf><Ustrd>two</Ustrd></RmtInf></TxDtls></NtryDtls>`;
    const apart = readCamt(camt(entry(parts('40.00')))).lines;
    expect(apart.map(({ amountMinor, text, bankReference }) => [amountMinor, text, bankReference])).toEqual([
      [6_050n, 'one', 'B/0'],
      [4_000n, 'two', 'B/1'],
    ]);
    const whole = readCamt(camt(entry(parts('41.00')))).lines;
    expect(whole.map(({ amountMinor, text }) => [amountMinor, text])).toEqual([[10_050n, 'one two']]);
  });

  it.each([
    ['entities that grow', camt(entry(''), '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>')],
    ['an entity from a file', camt(entry(''), '<!doctype a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')],
    ['nothing', ''],
    ['another document', '<Document><Other/></Document>'],
    ['an element that does not end', camt(entry('')).slice(0, -12)],
    ['elements without end in each other', `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`],
  ])('with %s is not read', (_what, text) => {
    expect(codeOf(() => readCamt(text))).toBe('statement_unreadable');
  });

  it.each([
    ['statement_line_wrong', camt(entry('', '-5.00'))],
    ['statement_line_wrong', camt(entry('', '5.005'))],
    ['statement_line_wrong', camt(entry('', '1e5'))],
    ['statement_line_wrong', camt(entry('').replace('2026-11-20', '2026-02-30'))],
    ['statement_too_long', camt(entry('').repeat(10_001))],
  ])('is refused as %s', (code, text) => {
    expect(codeOf(() => readCamt(text))).toBe(code);
  });
});

describe('a CSV statement', () => {
  it.each([
    ['English', 'Date,Amount,Currency,Purpose,Payer\n2026-11-20,"1,234.50",UAH,BRJ,"Kov, al"', []],
    [
      'Ukrainian',
      'Виписка за рахунком\n\nДата;Кредит;Дебет;Валюта;Призначення платежу;Платник\n20.11.2026;1 234,50;;UAH;BRJ;Kov, al\n20.11.2026;;5,00;UAH;out;\nРазом;1 234,50;;;;',
      [500n],
    ],
    [
      'Hungarian',
      'Könyvelés dátuma\tÖsszeg\tKözlemény\tEllenoldali név\n2026.11.20\t+1.234,50\tBRJ\tKov, al\n2026.11.20\t-9,00\tX\tY',
      [900n],
    ],
  ])('in %s is read by its heads', (_language, text, left) => {
    const { lines, debits } = readBankCsv(text.replace(/^Разом/m, ''), 'UAH');
    expect(debits.map(({ amountMinor }) => amountMinor)).toEqual(left);
    expect(lines).toEqual([
      {
        amountMinor: 123_450n,
        currency: 'UAH',
        bookedOn: new Date('2026-11-20T00:00:00Z'),
        payer: 'Kov, al',
        text: 'BRJ',
        bankReference: null,
      },
    ]);
  });

  it('with both columns filled is read by the one that is not zero', () => {
    const { lines, debits, skippedCount } = readBankCsv(
      'date;credit;debit\n2026-11-20;0,00;5,00\n2026-11-20;7,00;0,00\n2026-11-20;0,00;0,00',
      'UAH',
    );
    expect([lines, debits].map((some) => some.map(({ amountMinor }) => amountMinor))).toEqual([
      [700n],
      [500n],
    ]);
    expect(skippedCount).toBe(1);
  });

  it.each([
    ['statement_unreadable', 'a;b\n1;2'],
    ['statement_unreadable', 'date;amount\n2026-11-20;"5'],
    ['statement_line_wrong', 'date;amount\n2026-13-20;5'],
    ['statement_line_wrong', 'date;amount\n2026-11-20;5.5.5'],
    ['statement_line_wrong', 'date;amount\n2026-11-20;=1+1'],
    ['statement_line_wrong', 'date;amount;currency\n2026-11-20;5;GBP'],
    ['statement_mixed', 'date;amount;account\n2026-11-20;5;A1\n2026-11-20;5;A2'],
    ['statement_too_long', `date;amount\n${'2026-11-20;5\n'.repeat(10_050)}`],
  ])('is refused as %s', (code, text) => {
    expect(codeOf(() => readBankCsv(text, 'UAH'))).toBe(code);
  });
});

describe('a line', () => {
  const line = {
    amountMinor: 1n,
    currency: 'UAH',
    bookedOn: new Date('2026-11-20T00:00:00Z'),
    payer: 'A',
    text: 't',
    bankReference: 'R',
  } as const;

  it('is known again by the bank’s reference whatever else is said', () => {
    const [first] = lineKeysOf([line], { byReference: true });
    expect(lineKeysOf([{ ...line, text: 'other' }], { byReference: true })).toEqual([first]);
    expect(lineKeysOf([{ ...line, amountMinor: 2n }], { byReference: true })).not.toEqual([first]);
  });

  it('that says the same as another is another one', () => {
    const keys = lineKeysOf([line, line, { ...line, payer: 'B' }], { byReference: false });
    expect(new Set(keys).size).toBe(3);
    expect(lineKeysOf([{ ...line, payer: 'B' }, line, line], { byReference: false }).sort()).toEqual(
      keys.sort(),
    );
  });
});

describe('the file of a batch', () => {
  const file: PayoutFile = {
    batchId: 'bbat_01jdp0000000000000000000aa',
    currency: 'UAH',
    createdAt: new Date('2026-11-26T10:00:00Z'),
    payOn: new Date('2026-11-27T10:00:00Z'),
    payer: {
      holder: 'Біржа & Co',
      bank: 'B',
      bankCode: 'PBANUA2X',
      account: 'UA213223130000026007233566001',
    },
    lines: [
      {
        id: 'bpay_01jdp0000000000000000000ab',
        amountMinor: 123_405n,
        holder: '=HYPERLINK("http://x") <Ліди>',
        country: 'UA',
        account: 'UA903052992990004149123456789',
        bankCode: '',
      },
      {
        id: 'bpay_01jdp0000000000000000000ac',
        amountMinor: 9_007_199_254_740_993n,
        holder: 'ООО Щука',
        country: 'RU',
        account: '40702980138000000001',
        bankCode: '044525225',
      },
    ],
  };
  const parse = (text: string) =>
    new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false }).parse(
      text,
      true,
    );
  const names = (node: object) => Object.keys(node);

  it('is a credit transfer whose sums are right, its elements in the order of the schema', () => {
    const root = parse(writePain(file)).Document;
    expect(root['@xmlns']).toBe('urn:iso:std:iso:20022:tech:xsd:pain.001.001.09');
    const { GrpHdr, PmtInf } = root.CstmrCdtTrfInitn;
    expect(names(root.CstmrCdtTrfInitn)).toEqual(['GrpHdr', 'PmtInf']);
    expect(names(GrpHdr)).toEqual(['MsgId', 'CreDtTm', 'NbOfTxs', 'CtrlSum', 'InitgPty']);
    expect(GrpHdr).toMatchObject({
      MsgId: 'bbat-01jdp0000000000000000000aa',
      CreDtTm: '2026-11-26T10:00:00Z',
      NbOfTxs: '2',
      CtrlSum: '90071992548643.98',
    });
    expect(names(PmtInf)).toEqual([
      ...['PmtInfId', 'PmtMtd', 'BtchBookg', 'NbOfTxs', 'CtrlSum', 'ReqdExctnDt', 'Dbtr', 'DbtrAcct'],
      ...['DbtrAgt', 'ChrgBr', 'CdtTrfTxInf'],
    ]);
    expect(PmtInf).toMatchObject({
      NbOfTxs: '2',
      CtrlSum: GrpHdr.CtrlSum,
      ReqdExctnDt: { Dt: '2026-11-27' },
      Dbtr: { Nm: 'Birzha Co' },
      DbtrAcct: { Id: { IBAN: 'UA213223130000026007233566001' }, Ccy: 'UAH' },
      DbtrAgt: { FinInstnId: { BICFI: 'PBANUA2X' } },
    });
    const [ukrainian, russian] = PmtInf.CdtTrfTxInf;
    expect(names(ukrainian)).toEqual(['PmtId', 'Amt', 'CdtrAgt', 'Cdtr', 'CdtrAcct', 'RmtInf']);
    expect(ukrainian).toMatchObject({
      PmtId: { EndToEndId: 'bpay-01jdp0000000000000000000ab' },
      Amt: { InstdAmt: { '#text': '1234.05', '@Ccy': 'UAH' } },
      CdtrAgt: { FinInstnId: { Othr: { Id: 'NOTPROVIDED' } } },
      Cdtr: { Nm: 'HYPERLINK( http:/x ) Lidi', PstlAdr: { Ctry: 'UA' } },
      CdtrAcct: { Id: { IBAN: 'UA903052992990004149123456789' } },
    });
    expect(russian).toMatchObject({
      Amt: { InstdAmt: { '#text': '90071992547409.93' } },
      CdtrAgt: { FinInstnId: { ClrSysMmbId: { ClrSysId: { Cd: 'RUCBC' }, MmbId: '044525225' } } },
      Cdtr: { Nm: 'OOO Shchuka' },
      CdtrAcct: { Id: { Othr: { Id: '40702980138000000001' } } },
    });
  });

  it('holds ids of at most 35 characters and names of at most 140, in characters that banks take', () => {
    const long = { ...file, lines: file.lines.map((line) => ({ ...line, holder: 'щ'.repeat(140) })) };
    const text = writePain(long);
    for (const [, id] of text.matchAll(/<(?:MsgId|PmtInfId|EndToEndId)>([^<]*)</g))
      expect(id).toMatch(/^[A-Za-z0-9-]{1,35}$/);
    for (const [, name] of text.matchAll(/<Nm>([^<]*)</g))
      expect(name).toMatch(/^[A-Za-z0-9/?:().,'+ -]{1,140}$/);
  });

  it('has a table in which nothing is a formula', () => {
    const text = writePayoutCsv(file);
    expect(text.split('\r\n').slice(0, 2)).toEqual([
      '"id","holder","country","account","bank_code","amount","currency","purpose"',
      '"bpay-01jdp0000000000000000000ab","\'=HYPERLINK(""http://x"") <Ліди>","UA","UA903052992990004149123456789","","1234.05","UAH","Birja bbat-01jdp0000000000000000000aa"',
    ]);
    for (const holder of ['+1', '-x', '@x', ' =1', '\tx', '|x', '%x']) {
      const line = { ...(file.lines[0] as PayoutFile['lines'][number]), holder };
      expect(writePayoutCsv({ ...file, lines: [line] })).toContain(`"'${holder}"`);
    }
    const line = { ...(file.lines[0] as PayoutFile['lines'][number]), holder: 'x;=1+1' };
    expect(writePayoutCsv({ ...file, lines: [line] })).toContain(`"x;'=1+1"`);
  });
});
