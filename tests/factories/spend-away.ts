import type pg from 'pg';

/** As if it had been spent: moves money of a wallet where nobody gets it back from. Once an organisation. */
export async function spendAway(owner: pg.Pool, organisationId: string, amountMinor: bigint): Promise<void> {
  await owner.query(
    `INSERT INTO correction (id, kind, organisation_id, currency, amount_minor, debit_account_id, credit_account_id, reason, status,
       created_by, created_at, needs_second, decided_at)
     VALUES ('corr_' || $1, 'correction', $1, 'UAH', $2, $1 || ':spendable:UAH', 'platform:goodwill:UAH', 'spent', 'posted', 'test', now(), false, now())`,
    [organisationId, amountMinor],
  );
  await owner.query(
    `INSERT INTO transfer (key, kind, debit_account_id, credit_account_id, currency, amount_minor, subject_id, actor, origin, created_at, input_hash, row_hash)
     VALUES ('correction:corr_' || $1, 'correction', $1 || ':spendable:UAH', 'platform:goodwill:UAH', 'UAH', $2, 'corr_' || $1, 'test', 'test', now(), '', '')`,
    [organisationId, amountMinor],
  );
}
