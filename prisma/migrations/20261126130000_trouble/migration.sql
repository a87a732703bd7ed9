-- AlterTable
ALTER TABLE "organisation" ADD COLUMN     "money_frozen_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "chargeback" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "top_up_id" TEXT NOT NULL,
    "stripe_dispute_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "evidence_due_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_minor" BIGINT NOT NULL DEFAULT 0,
    "cost_minor" BIGINT NOT NULL DEFAULT 0,
    "frozen_minor" BIGINT NOT NULL DEFAULT 0,
    "reinstated_at" TIMESTAMPTZ(3),
    "reinstated_minor" BIGINT NOT NULL DEFAULT 0,
    "cost_returned_minor" BIGINT NOT NULL DEFAULT 0,
    "unfrozen_minor" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "chargeback_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chargeback_recovery" (
    "id" TEXT NOT NULL,
    "chargeback_id" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "chargeback_recovery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chargeback_evidence" (
    "chargeback_id" TEXT NOT NULL,
    "fields" JSONB NOT NULL,
    "decided_by" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "refused_code" TEXT,

    CONSTRAINT "chargeback_evidence_pkey" PRIMARY KEY ("chargeback_id")
);

-- CreateTable
CREATE TABLE "correction" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "debit_account_id" TEXT NOT NULL,
    "credit_account_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "needs_second" BOOLEAN NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "correction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reservation" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "purpose" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reservation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reservation_settlement" (
    "reservation_id" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "posted_minor" BIGINT NOT NULL,
    "fee_minor" BIGINT NOT NULL,
    "credit_account_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reservation_settlement_pkey" PRIMARY KEY ("reservation_id")
);

-- CreateTable
CREATE TABLE "stripe_movement" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "balance_transaction_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stripe_movement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_run" (
    "id" TEXT NOT NULL,
    "started_by" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "read_until" TIMESTAMPTZ(3),
    "failure" TEXT,
    "lines_read" INTEGER NOT NULL DEFAULT 0,
    "lines_matched" INTEGER NOT NULL DEFAULT 0,
    "lines_open" INTEGER NOT NULL DEFAULT 0,
    "healed" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "reconciliation_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_line" (
    "id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "stripe_minor" BIGINT,
    "ours_minor" BIGINT,
    "fee_minor" BIGINT NOT NULL DEFAULT 0,
    "transfer_key" TEXT,
    "verdict" TEXT NOT NULL,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliation_line_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "chargeback_stripe_dispute_id_key" ON "chargeback"("stripe_dispute_id");

-- CreateIndex
CREATE INDEX "chargeback_organisation_id_id_idx" ON "chargeback"("organisation_id", "id");

-- CreateIndex
CREATE INDEX "chargeback_top_up_id_idx" ON "chargeback"("top_up_id");

-- CreateIndex
CREATE INDEX "chargeback_recovery_chargeback_id_idx" ON "chargeback_recovery"("chargeback_id");

-- CreateIndex
CREATE INDEX "correction_organisation_id_id_idx" ON "correction"("organisation_id", "id");

-- CreateIndex
CREATE INDEX "reservation_organisation_id_id_idx" ON "reservation"("organisation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "stripe_movement_balance_transaction_id_kind_key" ON "stripe_movement"("balance_transaction_id", "kind");

-- CreateIndex
CREATE INDEX "reconciliation_run_started_at_idx" ON "reconciliation_run"("started_at");

-- CreateIndex
CREATE INDEX "reconciliation_line_happened_at_idx" ON "reconciliation_line"("happened_at");

-- CreateIndex
CREATE INDEX "reconciliation_line_transfer_key_idx" ON "reconciliation_line"("transfer_key");

-- AddForeignKey
ALTER TABLE "chargeback" ADD CONSTRAINT "chargeback_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chargeback" ADD CONSTRAINT "chargeback_top_up_id_fkey" FOREIGN KEY ("top_up_id") REFERENCES "top_up"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chargeback_recovery" ADD CONSTRAINT "chargeback_recovery_chargeback_id_fkey" FOREIGN KEY ("chargeback_id") REFERENCES "chargeback"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chargeback_evidence" ADD CONSTRAINT "chargeback_evidence_chargeback_id_fkey" FOREIGN KEY ("chargeback_id") REFERENCES "chargeback"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correction" ADD CONSTRAINT "correction_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reservation_settlement" ADD CONSTRAINT "reservation_settlement_reservation_id_fkey" FOREIGN KEY ("reservation_id") REFERENCES "reservation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Stripe's own fees are an account of the platform's. Whatever else was added to the list meanwhile stays in it.
DO $$
DECLARE
  kinds text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'account_kind' AND conrelid = 'public.account'::regclass);
BEGIN
  ALTER TABLE "account" DROP CONSTRAINT "account_kind";
  EXECUTE 'ALTER TABLE "account" ADD CONSTRAINT "account_kind" ' || replace(kinds, '''goodwill''::text', '''goodwill''::text, ''stripe_fees''::text');
END $$;
INSERT INTO "account" (id, kind, currency, created_at)
  SELECT 'platform:stripe_fees:' || currency, 'stripe_fees', currency, created_at FROM "account" WHERE organisation_id IS NULL AND kind = 'stripe_clearing';

INSERT INTO "transfer_kind" ("kind", "debit_kind", "credit_kind") VALUES
  ('chargeback_withdrawn', 'chargebacks', 'stripe_clearing'),
  ('chargeback_cost', 'chargebacks', 'stripe_clearing'),
  ('chargeback_freeze', 'spendable', 'chargebacks'),
  ('chargeback_reinstated', 'stripe_clearing', 'chargebacks'),
  ('chargeback_cost_returned', 'stripe_clearing', 'chargebacks'),
  ('chargeback_unfreeze', 'chargebacks', 'spendable'),
  ('chargeback_recovery', 'spendable', 'chargebacks'),
  ('goodwill', 'goodwill', 'spendable'),
  ('goodwill', 'goodwill', 'available'),
  ('correction', 'goodwill', 'spendable'),
  ('correction', 'goodwill', 'available'),
  ('correction', 'spendable', 'goodwill'),
  ('correction', 'available', 'goodwill'),
  ('correction', 'fees', 'spendable'),
  ('correction', 'fees', 'available'),
  ('reserve', 'spendable', 'reserved'),
  ('reserve_void', 'reserved', 'spendable'),
  ('reserve_post', 'reserved', 'pending'),
  ('reserve_post', 'reserved', 'stripe_clearing'),
  ('reserve_fee', 'reserved', 'fees'),
  ('stripe_fee', 'stripe_fees', 'stripe_clearing'),
  ('stripe_fee_return', 'stripe_clearing', 'stripe_fees'),
  ('stripe_payout', 'bank_clearing', 'stripe_clearing'),
  ('stripe_payout_return', 'stripe_clearing', 'bank_clearing');

ALTER TABLE "chargeback" ADD CONSTRAINT "chargeback_amounts" CHECK (amount_minor > 0 AND withdrawn_minor >= 0 AND cost_minor >= 0
    AND frozen_minor BETWEEN 0 AND withdrawn_minor AND reinstated_minor BETWEEN 0 AND withdrawn_minor
    AND cost_returned_minor BETWEEN 0 AND cost_minor AND unfrozen_minor BETWEEN 0 AND withdrawn_minor),
  ADD CONSTRAINT "chargeback_is_withdrawn" CHECK ((withdrawn_at IS NOT NULL) = (withdrawn_minor > 0)),
  ADD CONSTRAINT "chargeback_is_reinstated" CHECK ((reinstated_at IS NOT NULL) = (reinstated_minor > 0)
    AND (reinstated_at IS NOT NULL OR unfrozen_minor = 0 AND cost_returned_minor = 0));
ALTER TABLE "chargeback_recovery" ADD CONSTRAINT "chargeback_recovery_amount" CHECK (amount_minor > 0);
ALTER TABLE "correction" ADD CONSTRAINT "correction_kind" CHECK (kind IN ('goodwill', 'correction')),
  ADD CONSTRAINT "correction_amount" CHECK (amount_minor > 0),
  ADD CONSTRAINT "correction_reason" CHECK (length(trim(reason)) > 0),
  ADD CONSTRAINT "correction_status" CHECK (status IN ('waiting', 'posted', 'rejected')),
  ADD CONSTRAINT "correction_is_decided" CHECK ((status = 'waiting') = (decided_at IS NULL)),
  -- Whoever wrote it does not decide on it.
  ADD CONSTRAINT "correction_has_a_second" CHECK (decided_by IS DISTINCT FROM created_by
    AND (NOT needs_second OR status = 'waiting' OR decided_by IS NOT NULL)),
  ADD CONSTRAINT "correction_of_the_organisation" CHECK (
    starts_with(debit_account_id, organisation_id || ':') OR starts_with(credit_account_id, organisation_id || ':'));
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_amount" CHECK (amount_minor > 0);
ALTER TABLE "reservation_settlement" ADD CONSTRAINT "reservation_settlement_outcome" CHECK (
  CASE outcome WHEN 'posted' THEN posted_minor > 0 AND fee_minor >= 0 AND credit_account_id IS NOT NULL
    WHEN 'voided' THEN posted_minor = 0 AND fee_minor = 0 AND credit_account_id IS NULL ELSE false END);
ALTER TABLE "stripe_movement" ADD CONSTRAINT "stripe_movement_amount" CHECK (amount_minor > 0),
  ADD CONSTRAINT "stripe_movement_kind" CHECK (kind IN ('stripe_fee', 'stripe_fee_return', 'stripe_payout', 'stripe_payout_return'));
ALTER TABLE "reconciliation_line" ADD CONSTRAINT "reconciliation_line_verdict" CHECK (
    verdict IN ('matched', 'booked', 'in_flight', 'missing_here', 'missing_there', 'amount_differs', 'cancelled', 'unknown')),
  ADD CONSTRAINT "reconciliation_line_is_settled" CHECK ((settled_at IS NOT NULL) = (verdict IN ('matched', 'booked', 'cancelled')));

-- Asked for each lead that is matched: whose trade is stopped.
CREATE INDEX "organisation_stopped_idx" ON "organisation" ("id") WHERE blocked_at IS NOT NULL OR money_frozen_at IS NOT NULL;
CREATE INDEX "chargeback_open_idx" ON "chargeback" ("evidence_due_at") WHERE status IN ('needs_response', 'warning_needs_response');
CREATE INDEX "correction_waiting_idx" ON "correction" ("created_at") WHERE status = 'waiting';
CREATE INDEX "reconciliation_line_open_idx" ON "reconciliation_line" ("happened_at") WHERE settled_at IS NULL;

-- Every transfer of these kinds that there has to be, and no other may be: the database refuses what does not stand here, and
-- check-books compares both ways.
CREATE VIEW "expected_transfer" (kind, subject_id, debit_account_id, credit_account_id, currency, amount_minor) AS
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
    ('stripe_payout_return', 'platform:stripe_clearing:' || m.currency, 'platform:bank_clearing:' || m.currency)
  ) AS k (kind, debit, credit) ON k.kind = m.kind;

CREATE FUNCTION transfer_is_expected() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM expected_transfer e WHERE e.kind = NEW.kind AND e.subject_id = NEW.subject_id
      AND e.debit_account_id = NEW.debit_account_id AND e.credit_account_id = NEW.credit_account_id
      AND e.currency = NEW.currency AND e.amount_minor = NEW.amount_minor AND NEW.key = NEW.kind || ':' || NEW.subject_id) THEN
    RAISE EXCEPTION 'transfer % belongs to nothing that was decided', NEW.key USING ERRCODE = 'check_violation', CONSTRAINT = 'transfer_is_expected';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "transfer_is_expected" AFTER INSERT ON "transfer" FOR EACH ROW
  WHEN (NEW.kind IN ('chargeback_withdrawn', 'chargeback_cost', 'chargeback_freeze', 'chargeback_reinstated', 'chargeback_cost_returned',
    'chargeback_unfreeze', 'chargeback_recovery', 'goodwill', 'correction', 'reserve', 'reserve_void', 'reserve_post', 'reserve_fee',
    'stripe_fee', 'stripe_fee_return', 'stripe_payout', 'stripe_payout_return'))
  EXECUTE FUNCTION transfer_is_expected();

-- Whether the buyer's money stands still for it: while the bank has not decided, while what was won has not come back, and while
-- what was lost is not covered. Warnings move nothing.
CREATE FUNCTION chargeback_stands(c "chargeback") RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN starts_with(c.status, 'warning_') OR c.status = 'prevented' OR c.reinstated_at IS NOT NULL THEN false
    WHEN c.status = 'won' THEN c.withdrawn_at IS NOT NULL
    WHEN c.status = 'lost' THEN c.withdrawn_minor > c.frozen_minor
      + (SELECT coalesce(sum(amount_minor), 0) FROM chargeback_recovery WHERE chargeback_id = c.id)
    ELSE true END
$$;

-- What a chargeback is about does not change, and what was booked of it is booked once.
CREATE FUNCTION chargeback_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.organisation_id, NEW.top_up_id, NEW.stripe_dispute_id, NEW.currency, NEW.opened_at, NEW.created_at)
      IS DISTINCT FROM (OLD.id, OLD.organisation_id, OLD.top_up_id, OLD.stripe_dispute_id, OLD.currency, OLD.opened_at, OLD.created_at)
    OR OLD.withdrawn_at IS NOT NULL AND (NEW.withdrawn_at, NEW.withdrawn_minor, NEW.cost_minor, NEW.frozen_minor)
      IS DISTINCT FROM (OLD.withdrawn_at, OLD.withdrawn_minor, OLD.cost_minor, OLD.frozen_minor)
    OR OLD.reinstated_at IS NOT NULL AND (NEW.reinstated_at, NEW.reinstated_minor, NEW.cost_returned_minor, NEW.unfrozen_minor)
      IS DISTINCT FROM (OLD.reinstated_at, OLD.reinstated_minor, OLD.cost_returned_minor, OLD.unfrozen_minor) THEN
    RAISE EXCEPTION 'what was booked of chargeback % stays', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  -- Whoever wins gets back all that was taken, be it at once or from later money.
  IF OLD.reinstated_at IS NULL AND NEW.reinstated_at IS NOT NULL AND NEW.unfrozen_minor <> NEW.frozen_minor
      + (SELECT coalesce(sum(amount_minor), 0) FROM chargeback_recovery WHERE chargeback_id = NEW.id) THEN
    RAISE EXCEPTION 'chargeback % gives back what was taken for it', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "chargeback_terms_stay" BEFORE UPDATE ON "chargeback" FOR EACH ROW EXECUTE FUNCTION chargeback_terms_stay();

-- No more is recovered than was not covered, and nothing of what came back.
CREATE FUNCTION chargeback_recovery_is_owed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM chargeback WHERE id = NEW.chargeback_id FOR UPDATE;
  IF NOT EXISTS (SELECT FROM chargeback c WHERE c.id = NEW.chargeback_id AND c.status = 'lost' AND c.reinstated_at IS NULL
      AND NEW.amount_minor + (SELECT coalesce(sum(amount_minor), 0) FROM chargeback_recovery WHERE chargeback_id = c.id)
        <= c.withdrawn_minor - c.frozen_minor) THEN
    RAISE EXCEPTION 'nothing of that much is owed for chargeback %', NEW.chargeback_id USING ERRCODE = 'check_violation', CONSTRAINT = 'chargeback_recovery_is_owed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "chargeback_recovery_is_owed" BEFORE INSERT ON "chargeback_recovery" FOR EACH ROW EXECUTE FUNCTION chargeback_recovery_is_owed();

-- What was sent to a bank is what was decided.
CREATE FUNCTION chargeback_evidence_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.chargeback_id, NEW.fields, NEW.decided_by, NEW.decided_at) IS DISTINCT FROM (OLD.chargeback_id, OLD.fields, OLD.decided_by, OLD.decided_at)
    OR OLD.sent_at IS NOT NULL AND NEW.sent_at IS DISTINCT FROM OLD.sent_at THEN
    RAISE EXCEPTION 'evidence that was decided is not changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "chargeback_evidence_stays" BEFORE UPDATE ON "chargeback_evidence" FOR EACH ROW EXECUTE FUNCTION chargeback_evidence_stays();

CREATE FUNCTION correction_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'waiting' OR (NEW.id, NEW.kind, NEW.organisation_id, NEW.currency, NEW.amount_minor, NEW.debit_account_id, NEW.credit_account_id,
      NEW.reason, NEW.created_by, NEW.created_at, NEW.needs_second)
    IS DISTINCT FROM (OLD.id, OLD.kind, OLD.organisation_id, OLD.currency, OLD.amount_minor, OLD.debit_account_id, OLD.credit_account_id,
      OLD.reason, OLD.created_by, OLD.created_at, OLD.needs_second) THEN
    RAISE EXCEPTION 'an entry is decided on once, as it was written' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "correction_terms_stay" BEFORE UPDATE ON "correction" FOR EACH ROW EXECUTE FUNCTION correction_terms_stay();

-- No more is posted than was set aside.
CREATE FUNCTION reservation_covers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM reservation r WHERE r.id = NEW.reservation_id AND NEW.posted_minor + NEW.fee_minor <= r.amount_minor) THEN
    RAISE EXCEPTION 'reservation % does not cover this', NEW.reservation_id USING ERRCODE = 'check_violation', CONSTRAINT = 'reservation_covers';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "reservation_covers" BEFORE INSERT ON "reservation_settlement" FOR EACH ROW EXECUTE FUNCTION reservation_covers();

CREATE TRIGGER "chargeback_recovery_is_immutable" BEFORE UPDATE OR DELETE ON "chargeback_recovery" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "reservation_is_immutable" BEFORE UPDATE OR DELETE ON "reservation" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "reservation_settlement_is_immutable" BEFORE UPDATE OR DELETE ON "reservation_settlement" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "stripe_movement_is_immutable" BEFORE UPDATE OR DELETE ON "stripe_movement" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "chargeback_is_kept" BEFORE DELETE ON "chargeback" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "correction_is_kept" BEFORE DELETE ON "correction" FOR EACH ROW EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT, UPDATE ON "chargeback", "chargeback_evidence", "correction", "reconciliation_run", "reconciliation_line" TO birja_app;
GRANT SELECT, INSERT ON "chargeback_recovery", "reservation", "reservation_settlement", "stripe_movement" TO birja_app;
GRANT SELECT ON "expected_transfer" TO birja_app;
