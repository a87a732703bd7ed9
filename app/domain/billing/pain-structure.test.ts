import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { present } from '#app/kernel/assert.ts';
import { type PayoutFile, writePain } from './write-payout-file.ts';

/*
 * What the ISO 20022 message definition says of a customer credit transfer (pain.001.001.09), as far as a file of ours may use it:
 * the children of each element in the order of the schema's sequences, how often each may stand, and what its text is. Elements
 * of the definition that no payout needs are not listed, so that one that turns up is found.
 */
type Element = { readonly name: string; readonly least: number; readonly most: number; readonly is: Kind };
type Kind =
  | { readonly text: RegExp; readonly Ccy?: RegExp }
  | { readonly all: readonly Element[] }
  | { readonly oneOf: readonly Element[] };

const must = (name: string, is: Kind): Element => ({ name, least: 1, most: 1, is });
const may = (name: string, is: Kind): Element => ({ name, least: 0, most: 1, is });
const many = (name: string, is: Kind, least: number): Element => ({ name, least, most: Infinity, is });

/** Characters of the SWIFT X set, which every bank takes, without line breaks. */
const text = (most: number): Kind => ({ text: new RegExp(`^[A-Za-z0-9/?:().,'+ -]{1,${most}}$`) });
const code = (...codes: string[]): Kind => ({ text: new RegExp(`^(${codes.join('|')})$`) });

const country: Kind = { text: /^[A-Z]{2}$/ };
const currency: Kind = { text: /^[A-Z]{3}$/ };
const count: Kind = { text: /^[0-9]{1,15}$/ };
/** At most 18 digits, 17 of them after the point. */
const decimal: Kind = { text: /^(?=(?:\d\.?){1,18}$)\d+(\.\d{1,17})?$/ };
const amount: Kind = { text: /^(?=(?:\d\.?){1,18}$)\d+(\.\d{1,5})?$/, Ccy: /^[A-Z]{3}$/ };
const iban: Kind = { text: /^[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{1,30}$/ };
const bic: Kind = { text: /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/ };
const moment: Kind = { text: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/ };
const day: Kind = { text: /^\d{4}-\d\d-\d\d$/ };

const party: Kind = { all: [may('Nm', text(140)), may('PstlAdr', { all: [may('Ctry', country)] })] };
const account: Kind = {
  all: [
    must('Id', { oneOf: [must('IBAN', iban), must('Othr', { all: [must('Id', text(34))] })] }),
    may('Ccy', currency),
  ],
};
const member: Kind = {
  all: [may('ClrSysId', { oneOf: [must('Cd', text(5)), must('Prtry', text(35))] }), must('MmbId', text(35))],
};
const agent: Kind = {
  all: [
    must('FinInstnId', {
      all: [may('BICFI', bic), may('ClrSysMmbId', member), may('Othr', { all: [must('Id', text(35))] })],
    }),
  ],
};
const transfer: Kind = {
  all: [
    must('PmtId', { all: [may('InstrId', text(35)), must('EndToEndId', text(35))] }),
    must('Amt', { oneOf: [must('InstdAmt', amount)] }),
    may('CdtrAgt', agent),
    may('Cdtr', party),
    may('CdtrAcct', account),
    may('RmtInf', { all: [many('Ustrd', text(140), 0)] }),
  ],
};
const instruction: Kind = {
  all: [
    must('PmtInfId', text(35)),
    must('PmtMtd', code('CHK', 'TRF', 'TRA')),
    may('BtchBookg', code('true', 'false')),
    may('NbOfTxs', count),
    may('CtrlSum', decimal),
    must('ReqdExctnDt', { oneOf: [must('Dt', day), must('DtTm', moment)] }),
    must('Dbtr', party),
    must('DbtrAcct', account),
    must('DbtrAgt', agent),
    may('ChrgBr', code('DEBT', 'CRED', 'SHAR', 'SLEV')),
    many('CdtTrfTxInf', transfer, 1),
  ],
};
const header: Kind = {
  all: [
    must('MsgId', text(35)),
    must('CreDtTm', moment),
    must('NbOfTxs', count),
    may('CtrlSum', decimal),
    must('InitgPty', party),
  ],
};
const message: Kind = {
  all: [must('CstmrCdtTrfInitn', { all: [must('GrpHdr', header), many('PmtInf', instruction, 1)] })],
};

type Node = {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Node[];
  readonly text: string;
};

/** A document as a tree in which elements stand in their order. */
function parse(xml: string): Node {
  const parser = new XMLParser({
    ...{ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false },
    ...{ trimValues: true, ignoreDeclaration: true },
  });
  const toNodes = (list: Record<string, unknown>[]): Node[] =>
    list.flatMap((one) => {
      const name = Object.keys(one).find((key) => key !== ':@' && key !== '#text');
      if (name === undefined) return [];
      const inner = one[name] as Record<string, unknown>[];
      const said = inner.map((part) => part['#text'] ?? '').join('');
      return [
        {
          name,
          attributes: (one[':@'] ?? {}) as Record<string, string>,
          children: toNodes(inner),
          text: said,
        },
      ];
    });
  return present(toNodes(parser.parse(xml, true))[0], 'a document has a root');
}

/** What of an element is not as the definition says, each with its path. */
function breaches(node: Node, is: Kind, path = node.name): string[] {
  if ('text' in is) {
    const hasMore = node.children.length > 0 || Object.keys(node.attributes).some((name) => name !== 'Ccy');
    const isRight = is.text.test(node.text) && (is.Ccy ?? /^$/).test(node.attributes.Ccy ?? '');
    return isRight && !hasMore ? [] : [`${path} is "${node.text}"`];
  }
  const wrong = node.text === '' ? [] : [`${path} has a text`];
  const elements = 'all' in is ? is.all : is.oneOf;
  if ('oneOf' in is && node.children.length !== 1) wrong.push(`${path} is not one of its choices`);
  let at = 0;
  for (const child of node.children) {
    const place = elements.findIndex(({ name }) => name === child.name);
    const element = elements[place];
    if (!element) wrong.push(`${path}/${child.name} is not of the definition`);
    else if (place < at) wrong.push(`${path}/${child.name} stands too late`);
    else wrong.push(...breaches(child, element.is, `${path}/${child.name}`));
    at = Math.max(at, place);
  }
  for (const { name, least, most } of elements) {
    const found = node.children.filter((child) => child.name === name).length;
    if ('all' in is && (found < least || found > most)) wrong.push(`${path}/${name} stands ${found} times`);
  }
  return wrong;
}

const NAMES = [
  'ТОВ «Ліди & Ко»',
  'Šťastný <b>',
  'Հայկ ՍՊԸ',
  '"; DROP',
  'ёЁъЪ №1',
  'Ő'.repeat(200),
  'x\u0000y',
  '« »',
  '日本',
];
const ACCOUNTS = [
  { country: 'UA', account: 'UA903052992990004149123456789', bankCode: '' },
  { country: 'HU', account: 'HU42117730161111101800000000', bankCode: 'OTPVHUHB' },
  { country: 'RU', account: '40702980138000000001', bankCode: '044525225' },
  { country: 'AM', account: '1570012345678900', bankCode: 'ARMIAM22XXX' },
  { country: 'MN', account: '5000123456', bankCode: 'TDBMMNUB' },
];
const file = (holder: string, amountMinor: bigint): PayoutFile => ({
  batchId: 'bbat_01jdp0000000000000000000aa',
  currency: 'UAH',
  createdAt: new Date('2026-11-26T10:00:00.123Z'),
  payOn: new Date('2026-11-27T10:00:00Z'),
  payer: { holder, bank: 'B', bankCode: 'PBANUA2X', account: 'UA213223130000026007233566001' },
  lines: ACCOUNTS.map((account, at) => ({
    ...{
      id: `bpay_01jdp0000000000000000000a${at}`,
      amountMinor: amountMinor + BigInt(at),
      holder,
      ...account,
    },
  })),
});

describe('a file of payouts', () => {
  it.each(NAMES)(
    'is a message by the definition of pain.001.001.09, whatever its parties are called: %s',
    (name) => {
      for (const amountMinor of [1n, 81_000n, 99_999_999_999_999n]) {
        const root = parse(writePain(file(name, amountMinor)));
        expect(root.attributes).toEqual({ xmlns: 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09' });
        expect(breaches({ ...root, attributes: {} }, message)).toEqual([]);
      }
    },
  );

  it.each([
    [
      'an element that is not of it',
      '<BtchBookg>',
      '<Purp>x</Purp><BtchBookg>',
      'Purp is not of the definition',
    ],
    [
      'an element too late',
      /(<BtchBookg>true<\/BtchBookg>)(<NbOfTxs>\d+<\/NbOfTxs>)/,
      '$2$1',
      'stands too late',
    ],
    ['an element too little', /<CreDtTm>[^<]*<\/CreDtTm>/, '', 'CreDtTm stands 0 times'],
    ['an element twice', /(<PmtMtd>TRF<\/PmtMtd>)/, '$1$1', 'PmtMtd stands 2 times'],
    ['two of a choice', '</IBAN>', '</IBAN><Othr><Id>1</Id></Othr>', 'not one of its choices'],
    ['no currency', / Ccy="UAH"/, '', 'InstdAmt is'],
    ['too many digits', />810\.00</, '>12345678901234567.89<', 'InstdAmt is'],
    ['another code', '<ChrgBr>SHAR', '<ChrgBr>OURS', 'ChrgBr is "OURS"'],
    ['a sign that banks refuse', '<Nm>', '<Nm>№', 'Nm is'],
    ['a name that is empty', '<Nm>Leads</Nm>', '<Nm></Nm>', 'Nm is ""'],
  ])('is found out with %s', (_what, from, to, found) => {
    const broken = writePain(file('Leads', 81_000n)).replace(from, to);
    expect(breaches({ ...parse(broken), attributes: {} }, message).join('\n')).toContain(found);
  });
});
