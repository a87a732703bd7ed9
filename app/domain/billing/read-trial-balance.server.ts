import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { endOfMonth, type Month, monthOf, startOfMonth } from '#app/kernel/month.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { ORGANISATION_ACCOUNTS, PLATFORM_ACCOUNTS } from './accounts.ts';

/** All accounts: those of organisations first, each kind of them together. */
const KINDS = [...ORGANISATION_ACCOUNTS, ...PLATFORM_ACCOUNTS] as const;
export type AccountKind = (typeof KINDS)[number];

/** What all accounts of a kind held and moved in a month. Minor units; a balance is credits less debits. */
export type TrialLine = {
  readonly kind: AccountKind;
  readonly openingMinor: bigint;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
  readonly closingMinor: bigint;
};

/** The books of one currency in one month. */
export type TrialBalance = {
  readonly currency: Currency;
  readonly lines: readonly TrialLine[];
  /** Of all lines: debits and credits are the same, and the balances add up to nothing. */
  readonly total: Omit<TrialLine, 'kind'>;
};

type Row = { kind: AccountKind; currency: Currency; opening: bigint; debit: bigint; credit: bigint };

/**
 * The books of a month, currency by currency, as of its end or of now: each kind of account with what it held, what it moved and
 * what it holds. Kinds that never moved are left out.
 */
export async function readTrialBalances(db: Queryable, month: Month): Promise<TrialBalance[]> {
  const { rows } = await db.query<Row>(
    `SELECT a.kind, a.currency, sum(m.opening)::bigint AS opening, sum(m.debit)::bigint AS debit, sum(m.credit)::bigint AS credit
     FROM (
       SELECT debit_account_id AS id, -coalesce(sum(amount_minor) FILTER (WHERE created_at < $1), 0) AS opening,
         coalesce(sum(amount_minor) FILTER (WHERE created_at >= $1), 0) AS debit, 0 AS credit
       FROM transfer WHERE created_at < $2 GROUP BY 1
       UNION ALL
       SELECT credit_account_id, coalesce(sum(amount_minor) FILTER (WHERE created_at < $1), 0), 0,
         coalesce(sum(amount_minor) FILTER (WHERE created_at >= $1), 0)
       FROM transfer WHERE created_at < $2 GROUP BY 1) m
     JOIN account a ON a.id = m.id GROUP BY 1, 2`,
    [startOfMonth(month), endOfMonth(month)],
  );
  return CURRENCIES.flatMap((currency) => {
    const lines = rows
      .filter((row) => row.currency === currency)
      .map(toLine)
      .toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
    return lines.length === 0 ? [] : [{ currency, lines, total: totalOf(lines) }];
  });
}

function toLine({ kind, opening, debit, credit }: Row): TrialLine {
  return {
    kind,
    openingMinor: opening,
    debitMinor: debit,
    creditMinor: credit,
    closingMinor: opening + credit - debit,
  };
}

function totalOf(lines: readonly TrialLine[]): TrialBalance['total'] {
  const sum = (of: keyof TrialBalance['total']) => lines.reduce((total, line) => total + line[of], 0n);
  return {
    openingMinor: sum('openingMinor'),
    debitMinor: sum('debitMinor'),
    creditMinor: sum('creditMinor'),
    closingMinor: sum('closingMinor'),
  };
}

/** The month of the first transfer; null while nothing moved. */
export async function readFirstBooksMonth(db: Queryable): Promise<Month | null> {
  const { rows } = await db.query<{ at: Date }>('SELECT created_at AS at FROM transfer ORDER BY id LIMIT 1');
  return rows[0] ? monthOf(rows[0].at) : null;
}
