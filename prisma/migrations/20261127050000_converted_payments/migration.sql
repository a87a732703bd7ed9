-- AlterTable
ALTER TABLE "reconciliation_line" ADD COLUMN     "settled_currency" TEXT,
ADD COLUMN     "settled_minor" BIGINT;

-- What a payment brought that Stripe converted, both together or neither.
ALTER TABLE "reconciliation_line" ADD CONSTRAINT "reconciliation_line_is_converted" CHECK (
  (settled_currency IS NULL) = (settled_minor IS NULL) AND settled_currency IS DISTINCT FROM currency);

-- What Stripe has converted is an account of the platform's in each currency: what went into it in one came out of it in another.
-- Whatever else was added to the list meanwhile stays in it.
DO $$
DECLARE
  kinds text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'account_kind' AND conrelid = 'public.account'::regclass);
BEGIN
  ALTER TABLE "account" DROP CONSTRAINT "account_kind";
  EXECUTE 'ALTER TABLE "account" ADD CONSTRAINT "account_kind" ' || replace(kinds, '''goodwill''::text', '''goodwill''::text, ''stripe_exchange''::text');
END $$;
INSERT INTO "account" (id, kind, currency, created_at)
  SELECT 'platform:stripe_exchange:' || currency, 'stripe_exchange', currency, created_at FROM "account" WHERE organisation_id IS NULL AND kind = 'stripe_clearing';
INSERT INTO "transfer_kind" ("kind", "debit_kind", "credit_kind") VALUES
  ('stripe_exchange_out', 'stripe_exchange', 'stripe_clearing'),
  ('stripe_exchange_in', 'stripe_clearing', 'stripe_exchange');

ALTER TABLE "stripe_movement" DROP CONSTRAINT "stripe_movement_kind",
  ADD CONSTRAINT "stripe_movement_kind" CHECK (kind IN ('stripe_fee', 'stripe_fee_return', 'stripe_payout', 'stripe_payout_return',
    'stripe_exchange_out', 'stripe_exchange_in'));

-- As before, with what was converted.
CREATE OR REPLACE VIEW "expected_transfer" (kind, subject_id, debit_account_id, credit_account_id, currency, amount_minor) AS
  SELECT k.kind, c.id, k.debit, k.credit, c.currency, k.amount
  FROM chargeback c CROSS JOIN LATERAL (VALUES
    ('chargeback_withdrawn', 'platform:chargebacks:' || c.currency, 'platform:stripe_clearing:' || c.currency, c.withdrawn_minor),
    ('chargeback_cost', 'platform:chargebacks:' || c.currency, 'platform:stripe_clearing:' || c.currency, c.cost_minor),
    ('chargeback_freeze', c.organisation_id || ':spendable:' || c.currency, 'platform:chargebacks:' || c.currency, c.frozen_minor),
    ('chargeback_reinstated', 'platform:stripe_clearing:' || c.currency, 'platform:chargebacks:' || c.currency, c.reinstated_minor),
    ('chargeback_cost_returned', 'platform:stripe_clearing:' || c.currency, 'platform:chargebacks:' || c.currency, c.cost_returned_minor),
    ('chargeback_unfreeze', 'platform:chargebacks:' || c.currency, c.organisation_id || ':spendable:' || c.currency, c.unfrozen_minor)
  ) AS k (kind, debit, credit, amount) WHERE k.amount > 0
  UNION ALL
  SELECT 'chargeback_recovery', r.id, c.organisation_id || ':spendable:' || c.currency, 'platform:chargebacks:' || c.currency, c.currency, r.amount_minor
  FROM chargeback_recovery r JOIN chargeback c ON c.id = r.chargeback_id
  UNION ALL
  SELECT kind, id, debit_account_id, credit_account_id, currency, amount_minor FROM correction WHERE status = 'posted'
  UNION ALL
  SELECT 'reserve', id, organisation_id || ':spendable:' || currency, organisation_id || ':reserved:' || currency, currency, amount_minor FROM reservation
  UNION ALL
  SELECT k.kind, r.id, r.organisation_id || ':reserved:' || r.currency, k.credit, r.currency, k.amount
  FROM reservation_settlement s JOIN reservation r ON r.id = s.reservation_id CROSS JOIN LATERAL (VALUES
    ('reserve_post', s.credit_account_id, s.posted_minor),
    ('reserve_fee', 'platform:fees:' || r.currency, s.fee_minor),
    ('reserve_void', r.organisation_id || ':spendable:' || r.currency, r.amount_minor - s.posted_minor - s.fee_minor)
  ) AS k (kind, credit, amount) WHERE k.amount > 0
  UNION ALL
  SELECT m.kind, m.id, k.debit, k.credit, m.currency, m.amount_minor
  FROM stripe_movement m JOIN LATERAL (VALUES
    ('stripe_fee', 'platform:stripe_fees:' || m.currency, 'platform:stripe_clearing:' || m.currency),
    ('stripe_fee_return', 'platform:stripe_clearing:' || m.currency, 'platform:stripe_fees:' || m.currency),
    ('stripe_payout', 'platform:bank_clearing:' || m.currency, 'platform:stripe_clearing:' || m.currency),
    ('stripe_payout_return', 'platform:stripe_clearing:' || m.currency, 'platform:bank_clearing:' || m.currency),
    ('stripe_exchange_out', 'platform:stripe_exchange:' || m.currency, 'platform:stripe_clearing:' || m.currency),
    ('stripe_exchange_in', 'platform:stripe_clearing:' || m.currency, 'platform:stripe_exchange:' || m.currency)
  ) AS k (kind, debit, credit) ON k.kind = m.kind;

-- The trigger that asks it, of these kinds too.
CREATE TRIGGER "exchange_is_expected" AFTER INSERT ON "transfer" FOR EACH ROW
  WHEN (NEW.kind IN ('stripe_exchange_out', 'stripe_exchange_in')) EXECUTE FUNCTION transfer_is_expected();
