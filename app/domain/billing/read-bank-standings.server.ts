import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { type BankStanding, type KnownBalance, type StandingReason, toStanding } from './bank-standing.ts';
import { NO_DOUBLE } from './no-double.ts';
import { findGaps } from './statement-balance.ts';

/** Balances that are looked through, the newest: some years of days. */
const BALANCES_LIMIT = 5_000;

/**
 * What our banks say that they hold for us, held against `bank_clearing`, by currency; none of a currency whose statements say
 * no balances. Each line and each transfer is on one side, on both, or is a reason for which they differ.
 */
export async function readBankStandings(db: Queryable): Promise<BankStanding[]> {
  const balances = await readBalances(db);
  const standings: BankStanding[] = [];
  for (const currency of CURRENCIES) {
    const known = balances.filter((one) => one.currency === currency);
    if (known.length > 0) standings.push(await standingOf(db, currency, known));
  }
  return standings;
}

/** Of a period that was read in twice, what was said last. */
async function readBalances(db: Queryable): Promise<KnownBalance[]> {
  const { rows } = await db.query<KnownBalance>(
    `SELECT * FROM (
       SELECT DISTINCT ON (account, currency, from_day, until_day) statement_id AS "statementId", account, currency,
         from_day::timestamp AT TIME ZONE 'UTC' AS "from", until_day::timestamp AT TIME ZONE 'UTC' AS "until",
         opening_minor AS "openingMinor", closing_minor AS "closingMinor"
       FROM bank_balance ORDER BY account, currency, from_day, until_day, statement_id DESC, position) known
     ORDER BY "until" DESC LIMIT $1`,
    [BALANCES_LIMIT],
  );
  return rows;
}

async function standingOf(
  db: Queryable,
  currency: Currency,
  balances: readonly KnownBalance[],
): Promise<BankStanding> {
  const parts = new Map<StandingReason, bigint>();
  const add = (reason: StandingReason, amount: bigint) =>
    parts.set(reason, (parts.get(reason) ?? 0n) + amount);
  const accounts = [...Map.groupBy(balances, ({ account }) => account)].map(([account, of]) => {
    const first = of.reduce((least, one) => (one.from < least.from ? one : least));
    const last = of.reduce((most, one) => (one.until > most.until ? one : most));
    const gaps = findGaps(of);
    add('before', first.openingMinor);
    for (const { missingMinor } of gaps) add('gap', missingMinor);
    return { account, from: first.from, until: last.until, closingMinor: last.closingMinor, gaps };
  });
  for (const line of await sumLines(db, currency, accounts)) {
    // What was booked from a line before or after the days that balances are known of is in the books, and the bank's
    // figure knows of it already, or not yet.
    if (line.place === 'before') add('before', -line.booked);
    else if (line.place === 'later') add('under_way', -line.booked);
    else if (line.isBooked) add('differs', line.amount - line.booked);
    else add(line.reason, line.amount);
  }
  for (const { verdict, amount } of await sumUnmatched(db, currency))
    add(verdict === 'missing_there' ? 'missing_there' : 'under_way', -amount);
  return toStanding({
    currency,
    accounts: accounts.map(({ account, until, closingMinor }) => ({ account, until, closingMinor })),
    gaps: accounts.flatMap(({ gaps }) => gaps),
    booksMinor: await readClearing(db, currency),
    parts,
  });
}

/** The lines of all statements of a currency, with what was booked of each as the comparison last found it. */
const LINES = `SELECT r.account, r.booked_on, r.amount_minor AS amount, CASE WHEN r.status IN ('dismissed', 'double') THEN 'laid_aside' ELSE 'waiting' END AS reason,
    CASE WHEN r.status IN ('booked', 'cost_return') THEN r.amount_minor ELSE l.ours_minor END AS booked
  FROM bank_receipt r LEFT JOIN reconciliation_line l ON l.id = 'bank:' || r.id
  WHERE r.statement_id IS NOT NULL AND ${NO_DOUBLE} AND r.currency = $1
  UNION ALL
  SELECT d.account, d.booked_on, -d.amount_minor, 'unbooked_debit', CASE WHEN c.id IS NOT NULL THEN -d.amount_minor ELSE l.ours_minor END
  FROM bank_debit d LEFT JOIN bank_cost c ON c.debit_id = d.id AND c.status = 'posted'
  LEFT JOIN reconciliation_line l ON l.id = 'bank:' || d.id
  WHERE d.currency = $1 AND NOT EXISTS (SELECT FROM bank_debit_double x WHERE x.debit_id = d.id)`;

type LineSum = {
  place: 'before' | 'within' | 'later';
  reason: 'waiting' | 'laid_aside' | 'unbooked_debit';
  isBooked: boolean;
  amount: bigint;
  booked: bigint;
};

/** Lines of an account of which no balance is known are nowhere but in the books. */
async function sumLines(
  db: Queryable,
  currency: Currency,
  accounts: readonly { account: string; from: Date; until: Date }[],
): Promise<LineSum[]> {
  const { rows } = await db.query<LineSum>(
    `SELECT CASE WHEN line.booked_on < k.since THEN 'before' WHEN line.booked_on <= k.until THEN 'within' ELSE 'later' END AS place,
       line.reason, line.booked IS NOT NULL AS "isBooked", sum(line.amount)::bigint AS amount, coalesce(sum(line.booked), 0)::bigint AS booked
     FROM (${LINES}) line LEFT JOIN unnest($2::text[], $3::date[], $4::date[]) AS k (account, since, until) ON k.account = line.account
     GROUP BY 1, 2, 3`,
    [
      currency,
      accounts.map(({ account }) => account),
      accounts.map(({ from }) => from.toISOString().slice(0, 10)),
      accounts.map(({ until }) => until.toISOString().slice(0, 10)),
    ],
  );
  return rows;
}

const ON_CLEARING = `account a JOIN transfer t ON t.debit_account_id = a.id OR t.credit_account_id = a.id
  WHERE a.id = 'platform:bank_clearing:' || $1`;
const SIGNED = 'CASE WHEN t.debit_account_id = a.id THEN t.amount_minor ELSE -t.amount_minor END';

/** Transfers that no line of a statement is of, by what the comparison last said of them. */
async function sumUnmatched(
  db: Queryable,
  currency: Currency,
): Promise<{ verdict: string | null; amount: bigint }[]> {
  const { rows } = await db.query<{ verdict: string | null; amount: bigint }>(
    `SELECT (SELECT l.verdict FROM reconciliation_line l WHERE l.id = 'transfer:' || t.key) AS verdict, sum(${SIGNED})::bigint AS amount
     FROM ${ON_CLEARING} AND t.kind <> 'bank_cost'
       AND NOT EXISTS (SELECT FROM bank_receipt r WHERE r.id = t.subject_id AND r.statement_id IS NOT NULL)
       AND NOT EXISTS (SELECT FROM reconciliation_line l
         WHERE l.transfer_key = t.key AND l.source = 'bank' AND l.stripe_minor IS NOT NULL)
     GROUP BY 1`,
    [currency],
  );
  return rows;
}

async function readClearing(db: Queryable, currency: Currency): Promise<bigint> {
  const { rows } = await db.query<{ held: bigint }>(
    `SELECT coalesce(sum(${SIGNED}), 0)::bigint AS held FROM ${ON_CLEARING}`,
    [currency],
  );
  return rows[0]?.held ?? 0n;
}
