import type { BankDebit } from '#app/domain/billing/bank-cost.ts';
import type { StandingReason } from '#app/domain/billing/bank-standing.ts';

const reasons: Record<StandingReason, string> = {
  before: 'Held before the first statement that we have',
  gap: 'Moved on days of which no statement was read in',
  waiting: 'Came in, and nobody has said yet whose it is',
  laid_aside: 'Came in, and was laid aside with a reason',
  unbooked_debit: 'Left, and nothing is booked of it',
  differs: 'Lines that are not of the amount that was booked',
  under_way: 'Booked, and the statements do not reach that far',
  missing_there: 'Booked, and the statements of its days do not have it',
};

/** How banks call what they take for themselves, in the languages of the field. */
const FEE =
  /fee|charge|commission|комисси|комісі|плата за|díj|jutalék|komissiya|միջնորդավճար|шимтгэл|хураамж/i;
const REASON_LIMIT = 500;

/** Every sentence about what our banks say that they hold, and about what leaves an account for the exchange itself. */
export const bankBalanceWords = {
  standing: {
    title: 'What the bank holds',
    intro:
      'The closing balance of the last statement against the account of the bank in the books, and why they differ. What stays without a reason has to be looked into.',
    caption: 'The bank’s balances and the books, by currency',
    none: 'No statement that was read in says what the account holds, so balances are not compared. Most camt.053 files do, and tables with a column or rows of balances.',
    currency: 'Currency',
    bank: (day: string) => `The bank says, ${day}`,
    books: 'The books say now',
    reasons,
    unexplained: 'Without a reason',
    explained: 'Every cent of the difference has a reason.',
    agrees: 'Both say the same.',
  },
  gaps: {
    title: 'Statements are missing',
    text: (count: number) =>
      count === 1
        ? 'One statement does not begin with what the one before it ended with. Read in the days between.'
        : `${count.toLocaleString('en')} statements do not begin with what the one before ended with. Read in the days between.`,
    one: (gap: { from: string; closed: string; until: string; opened: string; missing: string }) =>
      `Closed with ${gap.closed} on ${gap.from}, opened with ${gap.opened} on ${gap.until}: ${gap.missing} moved in between.`,
    act: 'Import a statement',
  },
  balances: {
    title: 'Balances',
    none: 'This statement does not say what the account held before and after, so it could not be checked whether lines are missing.',
    caption: 'What the account held before and after, as the bank says',
    days: 'Days',
    opening: 'Opening',
    moved: 'Lines',
    closing: 'Closing',
    fits: 'The lines lead from the opening to the closing balance.',
  },
  debits: {
    title: (count: number) => `Money that left (${count.toLocaleString('en')})`,
    intro:
      'Payouts are found by the comparison with the books. What is left, such as fees of the bank, is booked as a cost of the exchange; above the limit for entries by hand a second admin has to agree.',
    caption: 'Money that left the account',
    amount: 'Amount',
    day: 'Day',
    payee: 'To whom',
    text: 'Purpose',
    state: 'State',
    act: 'Book as a cost',
    noPayee: 'The bank',
    states: {
      booked: 'In the books',
      cost: 'Booked as a cost',
      asked: 'Waits for a second admin',
      double: 'The same line',
      open: 'Not booked',
    } satisfies Record<BankDebit['state'], string>,
    waiting: 'Costs that wait for a second admin',
  },
  debit: {
    meta: 'Money that left – Birja',
    title: (amount: string) => `${amount} left the account`,
    back: 'Statement',
    reference: 'The bank’s reference',
    reason: 'Reason',
    form: 'Book it as a cost of the exchange',
    formIntro:
      'The books say then that the exchange paid it. A payout to a seller, or money to another account of the exchange, is no cost.',
    act: (amount: string) => `Book ${amount} as a cost`,
    confirm: {
      title: (amount: string) => `Book ${amount} as a cost of the exchange?`,
      text: 'It cannot be taken back here. Above the limit for entries by hand, a day’s costs together, it waits for a second admin.',
      amount: 'Left the account',
      day: 'On',
      payee: 'To',
      why: 'Because',
    },
    waiting: {
      title: 'Waits for a second admin',
      own: 'You asked for it, so another admin has to agree. You can take it back.',
      other: 'Compare it with the statement before you agree.',
    },
    approve: (amount: string) => `Agree and book ${amount}`,
    reject: 'Turn it down',
    takeBack: 'Take it back',
    booked: {
      title: 'It is in the books already',
      text: 'The comparison found what it is: a payout, or money between accounts. There is nothing to book.',
    },
    resembles: {
      title: 'It may be known already',
      text: 'Another export of the bank told of money of the same amount that left at the same time.',
      link: 'Look at it',
      same: 'It is the same',
      undo: 'It is another one after all',
      double: 'It is the line below, told once more. Nothing is booked of it.',
    },
    done: {
      double: { title: 'Nothing is booked of it', text: 'It is the line that it looks like.' },
      taken: { title: 'The line is open again' },
      posted: { title: 'The cost is booked' },
      waiting: { title: 'It waits for a second admin' },
      rejected: { title: 'Nothing was booked', text: 'The line is open again.' },
    },
    /** What is proposed as the reason, from what the bank says of the line. */
    proposal: ({ payee, text }: { payee: string; text: string }): string => {
      const said = [payee, text].filter(Boolean).join(': ') || 'no purpose given';
      const isFee = payee === '' || FEE.test(text);
      return `${isFee ? 'Fee of the bank' : 'Paid out by the bank'}: ${said}`.slice(0, REASON_LIMIT);
    },
  },
};
