import type { OrganisationAccount } from '#app/domain/billing/accounts.ts';
import type { TransferKind } from '#app/domain/billing/post-transfers.server.ts';
import type { PaperKind } from '#app/domain/papers/paper.ts';
import type { BusinessForm } from '#app/domain/settings/tax-number.ts';

/**
 * What each kind of movement was for, as a statement says it of either side's accounts. A kind that is added has to have
 * its words here: the compiler asks for them.
 */
const kinds: Readonly<Record<TransferKind, string>> = {
  demo_funding: 'Play money of the demo',
  top_up: 'Top-up by card',
  sale_share: 'Lead sold: the seller’s share of the price',
  sale_fee: 'Lead sold: the exchange’s fee in the price',
  hold_release: 'Hold ended: share freed for payout',
  dispute_share: 'Dispute upheld: the seller’s share given back',
  dispute_fee: 'Dispute upheld: the exchange’s fee given back',
  payout: 'Payout',
  payout_return: 'Payout that came back',
  bank_top_up: 'Top-up by bank transfer',
  bank_payout: 'Payout to a bank',
  bank_payout_return: 'Payout to a bank that came back',
  recharge: 'Automatic recharge by card',
  card_refund: 'Refund to card',
  card_refund_return: 'Refund to card that came back',
  payout_reversal: 'Payout that came back, or a part of it',
  clawback_available: 'Sale taken back after its share was freed: the seller’s share',
  clawback_debt: 'Sale taken back after its share was freed: what the seller owes for it',
  clawback_fee: 'Sale taken back after its share was freed: the exchange’s fee given back',
  debt_recovery: 'Debt paid from earnings',
  chargeback_withdrawn: 'Chargeback: taken by the payer’s bank',
  chargeback_cost: 'Chargeback: cost of the card processor',
  chargeback_freeze: 'Chargeback: set aside from the wallet',
  chargeback_reinstated: 'Chargeback won: given back by the payer’s bank',
  chargeback_cost_returned: 'Chargeback won: cost given back',
  chargeback_unfreeze: 'Chargeback won: back in the wallet',
  chargeback_recovery: 'Chargeback lost: paid from a later top-up',
  goodwill: 'Goodwill of the exchange',
  correction: 'Correction',
  reserve: 'Set aside',
  reserve_void: 'Set aside no more',
  reserve_post: 'Paid from what was set aside',
  reserve_fee: 'Fee paid from what was set aside',
  stripe_fee: 'Cost of the card processor',
  stripe_fee_return: 'Cost of the card processor given back',
  stripe_payout: 'From the card processor to the bank',
  stripe_payout_return: 'Back from the bank to the card processor',
  stripe_exchange_out: 'Converted by the card processor: what went out',
  stripe_exchange_in: 'Converted by the card processor: what came in',
  bank_cost: 'Cost of the exchange, paid from its bank account',
  bank_cost_return: 'Cost of the exchange that came back to its bank account',
};

/** The same movement where a buyer's own wallet is told of it, in the words of the wallet's page. */
const ofWallet: Readonly<Partial<Record<TransferKind, string>>> = {
  sale_share: 'Lead bought: the seller’s share of the price',
  sale_fee: 'Lead bought: the exchange’s fee in the price',
  chargeback_freeze: 'Taken for a payment that your bank took back',
  chargeback_unfreeze: 'Given back: the disputed payment was won',
};

const accounts: Readonly<Record<OrganisationAccount, string>> = {
  spendable: 'Wallet: can be spent',
  reserved: 'Wallet: set aside',
  pending: 'Earnings: on hold',
  available: 'Earnings: available',
  debt: 'Earnings: owed to the exchange',
};

const paperKinds: Readonly<Record<PaperKind, string>> = {
  invoice: 'Invoice and act of services rendered',
  credit_note: 'Credit note',
};

const forms: Readonly<Record<BusinessForm, string>> = {
  company: 'Company',
  sole_trader: 'Sole trader',
  individual: 'Private person',
};

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2026-04` as it is read. */
function month(written: string): string {
  return `${MONTHS[Number(written.slice(5)) - 1]} ${written.slice(0, 4)}`;
}

function paperNumber(kind: PaperKind, year: number, number: number): string {
  return `${kind === 'invoice' ? 'INV' : 'CN'}-${year}-${String(number).padStart(6, '0')}`;
}

const lead = (niche: string, place: string) => `${niche}, ${place}`;
const count = (many: number) => many.toLocaleString('en');
const sales = (many: number) => `${count(many)} ${many === 1 ? 'sale' : 'sales'}`;

/** Every sentence of statements, of invoices for fees, and of who the parties are by law. */
export const paperWords = {
  kinds,
  ofWallet,
  /** Of a movement that a later version wrote. */
  kindUnknown: (kind: string) => `Other movement (${kind})`,
  accounts,
  paperKinds,
  forms,
  month,
  paperNumber,
  lead,

  statement: {
    meta: 'Statements – Birja',
    title: 'Statements',
    intro:
      'Every movement of your accounts in a month, with what it was for and what was there before and after. Months are those of UTC, for everybody and on every paper alike.',
    filter: 'Which statement',
    month: 'Month',
    currency: 'Currency',
    show: 'Show',
    running: {
      title: 'This month is not over',
      text: 'More will be added. What stands here is as of now.',
    },
    accounts: 'Accounts of the statement',
    summary: (month: string, currency: string) => `${month}, ${currency}`,
    summaryIntro: 'Each account opens with what it closed with the month before.',
    account: 'Account',
    opening: 'Opening balance',
    movements: 'Movements',
    closing: 'Closing balance',
    closingSoFar: 'Balance so far',
    totals: 'Totals',
    lines: (account: string) => `${account}, line by line`,
    caption: (account: string, month: string) => `Movements of ${account} in ${month}, oldest first`,
    totalsCaption: (account: string, month: string) => `What the movements of ${account} in ${month} come to`,
    what: 'For what',
    count: 'Number',
    when: 'When, UTC',
    amount: 'Amount',
    balance: 'Balance after it',
    overview: (month: string) => `All currencies, ${month}`,
    overviewCaption: 'Accounts of all currencies',
    inCurrency: (account: string, currency: string) => `${account}, ${currency}`,
    csvOfAll: 'All currencies as CSV',
    quietCurrency: {
      title: 'Nothing has moved in this currency up to then',
      text: 'Choose another month or currency.',
    },
    csv: 'Download as CSV',
    pdf: 'Download as PDF',
    empty: {
      title: 'Nothing has moved yet',
      text: 'As soon as money comes in or a lead is sold, every movement stands here, month by month.',
    },
    quiet: {
      title: 'Nothing moved on this account',
      text: 'It closes the month with what it opened with.',
    },
    noPage: {
      title: 'There is no such page',
      text: 'The statement is shorter than that.',
      action: 'To its beginning',
    },
    lineCount: (many: number) => `${count(many)} ${many === 1 ? 'line' : 'lines'}`,
  },

  csv: {
    head: [
      'month',
      'currency',
      'account',
      'row',
      'time_utc',
      'transfer',
      'kind',
      'for_what',
      'lead',
      'detail',
      'subject',
      'amount',
      'balance',
      'amount_minor',
      'balance_minor',
    ],
    opening: 'opening',
    line: 'line',
    closing: 'closing',
    soFar: 'so far',
    paperHead: ['paper', 'time_utc', 'sale', 'transfer', 'currency', 'amount', 'amount_minor'],
  },

  pdf: {
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
    statement: (month: string) => `Statement of account, ${month}`,
    statementFor: 'Statement for',
    operator: 'Operator of the exchange',
    operatorUnknown: 'The operator’s details are not set.',
    made: (at: string) => `Made ${at} UTC`,
    notOver: 'The month is not over: more will be added.',
    currency: 'Currency',
    tooLong: (shown: number, all: number) =>
      `Shown are the first ${count(shown)} of ${count(all)} lines. All of them are in the CSV file of the same statement.`,
    paperTooLong: (shown: number, all: number) =>
      `Listed are the first ${count(shown)} of ${count(all)} lines. All of them are in the CSV file of this paper.`,
    seller: 'Customer',
    supplier: 'Supplier',
    number: 'Number',
    issued: 'Date of issue',
    period: 'Period of the service',
    corrects: 'Corrects',
    correctsWhich: (number: string, date: string) => `${number} of ${date}`,
    service: 'Service',
    charged: (many: number) => `The exchange’s fee for ${sales(many)}`,
    returned: (many: number) => `Fee given back for ${sales(many)}`,
    net: 'Total without VAT',
    vat: (percent: string) => `VAT ${percent} %`,
    noVat: 'VAT',
    noVatText: 'Without VAT: the supplier pays none.',
    total: 'Total',
    totalWithVat: 'Total, VAT included',
    settled: 'The fee was kept out of the prices of the sales listed. Nothing is to be paid.',
    settledCredit: 'The fee went back with the prices of the sales listed. Nothing is to be paid.',
    rendered:
      'The services were rendered in full in the period. The parties have no claims about extent or quality.',
    annex: 'Sales that this paper is about',
    sale: 'Sale',
    when: 'When, UTC',
    detailsMissing: 'The customer’s legal details were not given.',
    taxNumber: (number: string) => `Tax number ${number}`,
    registrationNumber: (number: string) => `Registration number ${number}`,
    vatNumber: (number: string) => `VAT number ${number}`,
    noVatNumber: 'Pays no VAT',
    signatory: (role: string, name: string) => `${role}: ${name}`,
    carried: 'Brought forward',
  },

  invoices: {
    meta: 'Invoices for fees – Birja',
    title: 'Invoices for fees',
    intro:
      'The exchange keeps its fee out of the price of each sale. For every month it makes out one invoice and act for them, on the first day after it, and a credit note when a fee that was invoiced is given back later.',
    detailsMissing: {
      title: 'Your legal details are missing',
      text: (days: number) =>
        `An invoice is made out as soon as they are there. Without them it carries only your name here, and comes ${days} days after the month.`,
      act: 'Give legal details',
      askOwner: 'Ask an owner of your organisation to give them.',
    },
    operatorMissing: 'Invoices are made out once the exchange has set its own details.',
    toCome: 'To come',
    toComeIntro: 'What would be invoiced if the month ended now.',
    toComeList: 'Papers that are not issued yet',
    running: 'Month runs',
    waits: 'Being made out',
    issued: 'Issued',
    caption: 'Invoices and credit notes, newest first',
    number: 'Number',
    month: 'Month',
    date: 'Issued',
    party: 'Seller',
    vat: 'VAT in it',
    total: 'Total',
    none: '–',
    pdf: 'PDF',
    pdfOf: (number: string) => `${number} as PDF`,
    csv: 'CSV',
    csvOf: (number: string) => `Lines of ${number} as CSV`,
    files: 'Files',
    lines: (many: number) => `${count(many)} ${many === 1 ? 'line' : 'lines'}`,
    empty: {
      title: 'No invoice yet',
      text: 'The first comes after the end of the first month in which a lead of yours is sold.',
    },
    register: {
      meta: 'Papers – Birja',
      title: 'Papers',
      intro: 'Every invoice and credit note that was made out for fees, in order of issue.',
      operator: 'The operator’s details are not set, so nothing is made out.',
      toSettings: 'Set them',
      empty: {
        title: 'Nothing was made out yet',
        text: 'Papers of a month come after its end, by themselves.',
      },
    },
  },

  legal: {
    meta: 'Legal details – Birja',
    title: 'Legal details',
    intro:
      'Who you are on statements and invoices. A paper keeps what stood here on the day it was made; a change holds for those that come after.',
    operatorCountry: 'Country',
    form: 'Form of business',
    legalName: 'Name as registered',
    legalNameHint: 'With the form of business in your country’s words, such as ТОВ, ООО or Kft.',
    taxNumber: 'Tax number',
    taxNumberHints: {
      RU: 'ИНН: 10 digits for a company, 12 for a person.',
      UA: 'ЄДРПОУ: 8 digits for a company; РНОКПП: 10 digits for a person.',
      HU: 'Adószám, such as 12345678-1-42; adóazonosító jel for a private person.',
      AZ: 'VÖEN: 10 digits.',
      AM: 'ՀՎՀՀ: 8 digits.',
      KZ: 'БИН or ИИН: 12 digits.',
    } as Readonly<Partial<Record<string, string>>>,
    registrationNumber: 'Registration number',
    vat: 'VAT',
    vatYes: 'We pay VAT',
    vatNo: 'We pay no VAT',
    vatNumber: 'VAT number',
    vatNumberHint: 'Inside the EU with the letters of the country in front.',
    address: 'Registered address',
    signatoryName: 'Who signs',
    signatoryRole: 'Their position',
    save: 'Save legal details',
    done: { saved: { title: 'Legal details saved', text: 'They stand on papers from now on.' } },
    errors: {
      form: 'Choose the form of business.',
      legalName: 'Write the name as it is registered, in at most 200 characters.',
      taxNumber: 'This is no tax number of your country and form of business. Check every digit.',
      registrationNumber: 'Write the number with at most 30 characters, or leave it empty.',
      vatNumber: 'This is no VAT number of your country. Check every character, or choose that you pay none.',
      address: 'Write the registered address in one line of at most 300 characters.',
      signatoryName: 'Write who signs.',
      signatoryRole: 'Write the position of who signs, such as director.',
      countryCode: 'Choose a country.',
    },
    choose: 'Choose',
    vatRate: 'VAT within the fee, percent',
    vatRateHint: 'The fee includes it. It holds where you pay VAT.',
    vatRateBad: 'Write a percentage between 0 and 49, such as 20 or 18.5.',
  },
} as const;
