/** The page where the operator enters what currencies cost. */
export const ratesWords = {
  meta: 'Exchange rates – Birja',
  title: 'Exchange rates',
  intro:
    'What one unit of each currency costs in roubles. Fair prices are quoted by the newest table, and past sales are read by the table of their own day. Balances, charges and payouts are never converted.',
  none: (asOf: string) =>
    `No table was entered yet. A built-in guess of ${asOf} is used, and every converted price says that it is assumed.`,
  inForce: (asOf: string) => `In force is the table of ${asOf}.`,
  form: 'Enter a table',
  asOf: 'Day of the rates',
  asOfHint: 'Today or before. A table of an earlier day is used for the sales of its time.',
  rate: (currency: string) => `Roubles for 1 ${currency}`,
  badDay: 'Type a day, today or before.',
  badRate: 'Type a number above zero with at most ten decimals, such as 1.9.',
  submit: 'Enter these rates',
  ask: (asOf: string) => `Enter the table of ${asOf}?`,
  askText:
    'Prices of leads in these currencies are quoted by it within seconds. It cannot be changed, only followed by another.',
  askFar: 'Some rates are more than a fifth off the table in force. Look at them twice.',
  change: (from: string, to: string, percent: string) => `${from} → ${to} (${percent})`,
  confirm: 'Enter',
  done: 'The table was entered.',
  history: 'Tables',
  historyEmpty: { title: 'No table yet', text: 'Those that you enter are listed here.' },
  day: 'Day',
} as const;
