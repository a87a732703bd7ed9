import type { Currency } from '#app/kernel/money.ts';
import { endOfMonth, type Month, startOfMonth } from '#app/kernel/month.ts';
import { atOneMoment, type Queryable } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { accountOf, ORGANISATION_ACCOUNTS, type OrganisationAccount } from './accounts.ts';
import type { TransferKind } from './post-transfers.server.ts';

/** What a kind of movement came to in a month: minor units, below zero for what left. */
export type KindTotal = { readonly kind: TransferKind; readonly amountMinor: bigint; readonly count: number };

/** An account's month. `closingMinor` is `openingMinor` and all `totals`; the next month opens with it. */
export type AccountMonth = {
  readonly account: OrganisationAccount;
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
  readonly lineCount: number;
  readonly totals: readonly KindTotal[];
  /** Between these ids its lines lie; null where there are none. */
  readonly ids: { readonly first: bigint; readonly last: bigint } | null;
};

export type StatementLine = {
  readonly id: bigint;
  readonly kind: TransferKind;
  readonly subjectId: string;
  readonly at: Date;
  /** Minor units, below zero for what left. */
  readonly amountMinor: bigint;
  /** What the account held after it. */
  readonly balanceMinor: bigint;
};

export type Statement = {
  /** In the order of `ORGANISATION_ACCOUNTS`; those that never held anything are absent. */
  readonly accounts: readonly AccountMonth[];
  /** Lines of an account, oldest first, from the place `from` on, at most `limit`. */
  readonly page: (account: AccountMonth, from: number, limit: number) => Promise<StatementLine[]>;
  /** All lines of an account, oldest first, by the thousand. */
  readonly batches: (account: AccountMonth) => AsyncGenerator<StatementLine[]>;
};

type Asked = { readonly organisationId: string; readonly currency: Currency; readonly month: Month };

const BATCH = 1_000;

/**
 * Reads an organisation's accounts in a currency and month of UTC. All that `work` reads from the statement is as at one
 * moment, so that balances, totals and lines belong together while leads are being sold.
 */
export function openStatement<T>(
  db: Db,
  input: Asked,
  work: (statement: Statement) => Promise<T>,
): Promise<T> {
  return atOneMoment(db.pool, async (tx) => {
    const accounts = await readAccounts(tx, input);
    return work({
      accounts,
      page: (account, from, limit) => readPage(tx, input, account, from, limit),
      batches: (account) => readBatches(tx, input, account),
    });
  });
}

type TotalRow = {
  accountId: string;
  kind: TransferKind;
  isBefore: boolean;
  amount: bigint;
  count: number;
  first: bigint;
  last: bigint;
};

/** One look at all that ever moved on the accounts until the month's end: what was before it is its opening balance. */
async function readAccounts(tx: Queryable, asked: Asked): Promise<AccountMonth[]> {
  const ids = ORGANISATION_ACCOUNTS.map((kind) => accountOf(asked.organisationId, kind, asked.currency));
  const { rows } = await tx.query<TotalRow>(
    `SELECT account_id AS "accountId", kind, created_at < $2 AS "isBefore", sum(amount)::bigint AS amount, count(*)::int AS count,
       min(id) AS first, max(id) AS last
     FROM (
       SELECT debit_account_id AS account_id, kind, created_at, id, -amount_minor AS amount
         FROM transfer WHERE debit_account_id = ANY ($1) AND created_at < $3
       UNION ALL
       SELECT credit_account_id, kind, created_at, id, amount_minor
         FROM transfer WHERE credit_account_id = ANY ($1) AND created_at < $3) moved
     GROUP BY account_id, kind, created_at < $2 ORDER BY kind`,
    [ids, startOfMonth(asked.month), endOfMonth(asked.month)],
  );
  return ORGANISATION_ACCOUNTS.flatMap((account) => {
    const own = rows.filter(
      (row) => row.accountId === accountOf(asked.organisationId, account, asked.currency),
    );
    return own.length === 0 ? [] : [toAccountMonth(account, own)];
  });
}

function toAccountMonth(account: OrganisationAccount, rows: readonly TotalRow[]): AccountMonth {
  const sum = (some: readonly TotalRow[]) => some.reduce((total, { amount }) => total + amount, 0n);
  const within = rows.filter(({ isBefore }) => !isBefore);
  const openingMinor = sum(rows.filter(({ isBefore }) => isBefore));
  const [one, ...others] = within;
  return {
    account,
    openingMinor,
    closingMinor: openingMinor + sum(within),
    lineCount: within.reduce((count, row) => count + row.count, 0),
    totals: within.map(({ kind, amount, count }) => ({ kind, amountMinor: amount, count })),
    ids: one
      ? others.reduce(
          (ids, { first, last }) => ({
            first: first < ids.first ? first : ids.first,
            last: last > ids.last ? last : ids.last,
          }),
          { first: one.first, last: one.last },
        )
      : null,
  };
}

/** Movements of one account in the month, between two ids; the index on account and id leads to them. */
const DEBITS = `SELECT id, kind, subject_id, created_at, -amount_minor AS amount FROM transfer
  WHERE debit_account_id = $1 AND id BETWEEN $2 AND $3 AND created_at >= $4 AND created_at < $5`;
const CREDITS = `SELECT id, kind, subject_id, created_at, amount_minor AS amount FROM transfer
  WHERE credit_account_id = $1 AND id BETWEEN $2 AND $3 AND created_at >= $4 AND created_at < $5`;
const LINES = `${DEBITS} UNION ALL ${CREDITS}`;
/** Each side stops by itself, so that a batch reads no more than two batches' rows. */
const NEXT_LINES = `(${DEBITS} ORDER BY id LIMIT $6) UNION ALL (${CREDITS} ORDER BY id LIMIT $6)`;

const COLUMNS = `id, kind, subject_id AS "subjectId", created_at AS at, amount AS "amountMinor"`;

type LineRow = Omit<StatementLine, 'balanceMinor'>;

async function readPage(
  tx: Queryable,
  asked: Asked,
  account: AccountMonth,
  from: number,
  limit: number,
): Promise<StatementLine[]> {
  if (!account.ids) return [];
  const { first, last } = account.ids;
  const { rows } = await tx.query<LineRow & { running: bigint }>(
    `SELECT ${COLUMNS}, running FROM (SELECT *, sum(amount) OVER (ORDER BY id)::bigint AS running FROM (${LINES}) line) summed
     ORDER BY id OFFSET $6 LIMIT $7`,
    [...boundsOf(asked, account, first, last), from, limit],
  );
  return rows.map(({ running, ...row }) => ({ ...row, balanceMinor: account.openingMinor + running }));
}

async function* readBatches(
  tx: Queryable,
  asked: Asked,
  account: AccountMonth,
): AsyncGenerator<StatementLine[]> {
  if (!account.ids) return;
  let balanceMinor = account.openingMinor;
  let { first } = account.ids;
  // Each batch begins after the last line of the one before it, so that it ends.
  for (;;) {
    const { rows } = await tx.query<LineRow>(
      `SELECT ${COLUMNS} FROM (${NEXT_LINES}) line ORDER BY id LIMIT $6`,
      [...boundsOf(asked, account, first, account.ids.last), BATCH],
    );
    const end = rows.at(-1);
    if (!end) return;
    yield rows.map((row) => {
      balanceMinor += row.amountMinor;
      return { ...row, balanceMinor };
    });
    if (rows.length < BATCH) return;
    first = end.id + 1n;
  }
}

function boundsOf(asked: Asked, { account }: AccountMonth, first: bigint, last: bigint): unknown[] {
  const accountId = accountOf(asked.organisationId, account, asked.currency);
  return [accountId, first, last, startOfMonth(asked.month), endOfMonth(asked.month)];
}
