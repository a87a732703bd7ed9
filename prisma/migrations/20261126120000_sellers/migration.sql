ALTER TABLE "payout_account" ADD COLUMN "past_due" TEXT[] DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "pending_verification" TEXT[] DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "errors" JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "disabled_reason" TEXT,
  ADD COLUMN "due_by" TIMESTAMPTZ(3);

CREATE TABLE "payout_reversal" (
    "id" TEXT NOT NULL,
    "payout_id" TEXT NOT NULL,
    "stripe_reversal_id" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "payout_reversal_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "payout_schedule" (
    "organisation_id" TEXT NOT NULL,
    "rhythm" TEXT NOT NULL,
    "weekday" INTEGER,
    "month_day" INTEGER,
    "next_run_at" TIMESTAMPTZ(3),
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "payout_schedule_pkey" PRIMARY KEY ("organisation_id")
);
CREATE TABLE "payout_minimum" (
    "organisation_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    CONSTRAINT "payout_minimum_pkey" PRIMARY KEY ("organisation_id", "currency")
);
CREATE TABLE "account_payout" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "failure_code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "account_payout_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "take_back" (
    "sale_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "from_available_minor" BIGINT NOT NULL,
    "debt_minor" BIGINT NOT NULL,
    "fee_minor" BIGINT NOT NULL,
    "sealed_reason" BYTEA,
    "decided_by" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "take_back_pkey" PRIMARY KEY ("sale_id")
);
CREATE TABLE "debt_recovery" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "cause_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "debt_recovery_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "seller_fee" (
    "organisation_id" TEXT NOT NULL,
    "fee_basis_points" INTEGER NOT NULL,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "seller_fee_pkey" PRIMARY KEY ("organisation_id")
);

CREATE UNIQUE INDEX "payout_reversal_stripe_reversal_id_key" ON "payout_reversal"("stripe_reversal_id");
CREATE INDEX "payout_reversal_payout_id_idx" ON "payout_reversal"("payout_id");
CREATE INDEX "account_payout_organisation_id_created_at_idx" ON "account_payout"("organisation_id", "created_at");
CREATE INDEX "debt_recovery_organisation_id_id_idx" ON "debt_recovery"("organisation_id", "id");
CREATE INDEX "payout_schedule_due_idx" ON "payout_schedule" ("next_run_at") WHERE next_run_at IS NOT NULL;
-- What is on hold for a seller, the first to be freed first.
CREATE INDEX "sale_pending_idx" ON "sale" ("seller_organisation_id", "dispute_until", "id") WHERE status IN ('held', 'disputed');

ALTER TABLE "payout_reversal" ADD CONSTRAINT "payout_reversal_payout_id_fkey"
  FOREIGN KEY ("payout_id") REFERENCES "payout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payout_schedule" ADD CONSTRAINT "payout_schedule_organisation_id_fkey"
  FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payout_minimum" ADD CONSTRAINT "payout_minimum_organisation_id_fkey"
  FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "account_payout" ADD CONSTRAINT "account_payout_organisation_id_fkey"
  FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "take_back" ADD CONSTRAINT "take_back_sale_id_fkey"
  FOREIGN KEY ("sale_id") REFERENCES "sale"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "debt_recovery" ADD CONSTRAINT "debt_recovery_organisation_id_fkey"
  FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "seller_fee" ADD CONSTRAINT "seller_fee_organisation_id_fkey"
  FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Rules that hold whoever writes.

ALTER TABLE "payout_reversal" ADD CONSTRAINT "payout_reversal_amount" CHECK (amount_minor > 0);
ALTER TABLE "payout_schedule" ADD CONSTRAINT "payout_schedule_rhythm" CHECK (
    rhythm IN ('at_once', 'daily', 'weekly', 'monthly', 'manual')
    AND (rhythm = 'weekly') = (weekday IS NOT NULL) AND (rhythm = 'monthly') = (month_day IS NOT NULL)
    AND (rhythm IN ('at_once', 'manual')) = (next_run_at IS NULL)),
  ADD CONSTRAINT "payout_schedule_day" CHECK (weekday BETWEEN 1 AND 7 AND month_day IS NULL
    OR month_day BETWEEN 1 AND 28 AND weekday IS NULL OR weekday IS NULL AND month_day IS NULL);
ALTER TABLE "payout_minimum" ADD CONSTRAINT "payout_minimum_amount" CHECK (amount_minor > 0);
ALTER TABLE "account_payout" ADD CONSTRAINT "account_payout_amount" CHECK (amount_minor > 0);
ALTER TABLE "take_back" ADD CONSTRAINT "take_back_amounts" CHECK (from_available_minor >= 0 AND debt_minor >= 0 AND fee_minor >= 0);
ALTER TABLE "debt_recovery" ADD CONSTRAINT "debt_recovery_amount" CHECK (amount_minor > 0);
ALTER TABLE "seller_fee" ADD CONSTRAINT "seller_fee_share" CHECK (fee_basis_points BETWEEN 0 AND 5000);

INSERT INTO "transfer_kind" ("kind", "debit_kind", "credit_kind") VALUES
  ('payout_reversal', 'stripe_clearing', 'available'),
  ('clawback_available', 'available', 'spendable'),
  ('clawback_debt', 'debt', 'spendable'),
  ('clawback_fee', 'fees', 'spendable'),
  ('debt_recovery', 'available', 'debt');

-- A payout comes back in parts that together are no more than it was. Two that are noted at once wait for one another.
CREATE FUNCTION payout_reversal_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  whole bigint;
  state text;
BEGIN
  SELECT amount_minor, status INTO whole, state FROM payout WHERE id = NEW.payout_id FOR UPDATE;
  IF state NOT IN ('sent', 'reversed')
    OR (SELECT sum(amount_minor) FROM payout_reversal WHERE payout_id = NEW.payout_id) > whole THEN
    RAISE EXCEPTION 'payout % does not come back so', NEW.payout_id USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_reversal_fits';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "payout_reversal_fits" AFTER INSERT ON "payout_reversal" FOR EACH ROW EXECUTE FUNCTION payout_reversal_fits();

CREATE FUNCTION payout_reversal_is_known() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM payout_reversal r JOIN payout p ON p.id = r.payout_id
      WHERE r.id = NEW.subject_id AND r.amount_minor = NEW.amount_minor AND NEW.key = 'payout_reversal:' || r.id
      AND NEW.credit_account_id = p.organisation_id || ':available:' || p.currency
      AND NEW.debit_account_id = 'platform:stripe_clearing:' || p.currency) THEN
    RAISE EXCEPTION 'transfer % is nothing that came back', NEW.key USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_reversal_is_known';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "payout_reversal_is_known" AFTER INSERT ON "transfer" FOR EACH ROW WHEN (NEW.kind = 'payout_reversal')
  EXECUTE FUNCTION payout_reversal_is_known();

-- A price is taken back of a sale whose share was free: the share, from what is there and the rest as debt, and the fee.
CREATE FUNCTION take_back_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM sale s WHERE s.id = NEW.sale_id AND s.status = 'released' AND s.currency = NEW.currency
      AND NEW.fee_minor = s.fee_minor AND NEW.from_available_minor + NEW.debt_minor = s.price_minor - s.fee_minor) THEN
    RAISE EXCEPTION 'sale % is not taken back so', NEW.sale_id USING ERRCODE = 'check_violation', CONSTRAINT = 'take_back_fits';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "take_back_fits" AFTER INSERT ON "take_back" FOR EACH ROW EXECUTE FUNCTION take_back_fits();

CREATE FUNCTION clawback_is_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM take_back t JOIN sale s ON s.id = t.sale_id
      WHERE s.id = NEW.subject_id AND s.status = 'released' AND NEW.key = NEW.kind || ':' || s.id
      AND NEW.credit_account_id = s.buyer_organisation_id || ':spendable:' || s.currency
      AND (NEW.kind = 'clawback_available' AND NEW.amount_minor = t.from_available_minor
          AND NEW.debit_account_id = s.seller_organisation_id || ':available:' || s.currency
        OR NEW.kind = 'clawback_debt' AND NEW.amount_minor = t.debt_minor
          AND NEW.debit_account_id = s.seller_organisation_id || ':debt:' || s.currency
        OR NEW.kind = 'clawback_fee' AND NEW.amount_minor = t.fee_minor
          AND NEW.debit_account_id = 'platform:fees:' || s.currency)) THEN
    RAISE EXCEPTION 'transfer % takes nothing back that was decided', NEW.key USING ERRCODE = 'check_violation', CONSTRAINT = 'clawback_is_decided';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "clawback_is_decided" AFTER INSERT ON "transfer" FOR EACH ROW
  WHEN (NEW.kind IN ('clawback_available', 'clawback_debt', 'clawback_fee')) EXECUTE FUNCTION clawback_is_decided();

-- What a seller owes: what was taken back as debt less what was recovered.
CREATE FUNCTION owed_minor(debt_account text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT (coalesce((SELECT sum(amount_minor) FROM transfer WHERE debit_account_id = debt_account), 0)
    - coalesce((SELECT sum(amount_minor) FROM transfer WHERE credit_account_id = debt_account), 0))::bigint
$$;

-- No more is recovered than is owed. Whoever recovers or takes back waits for the same balance, so that what is owed stands still.
CREATE FUNCTION debt_recovery_is_owed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM debt_recovery r WHERE r.id = NEW.subject_id AND r.amount_minor = NEW.amount_minor
      AND NEW.key = 'debt_recovery:' || r.id
      AND NEW.debit_account_id = r.organisation_id || ':available:' || r.currency
      AND NEW.credit_account_id = r.organisation_id || ':debt:' || r.currency) THEN
    RAISE EXCEPTION 'transfer % recovers nothing that was noted', NEW.key USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_recovery_is_owed';
  END IF;
  PERFORM lock_balances(ARRAY[NEW.debit_account_id]);
  IF owed_minor(NEW.credit_account_id) < 0 THEN
    RAISE EXCEPTION 'transfer % recovers more than is owed', NEW.key USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_recovery_is_owed';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "debt_recovery_is_owed" AFTER INSERT ON "transfer" FOR EACH ROW WHEN (NEW.kind = 'debt_recovery')
  EXECUTE FUNCTION debt_recovery_is_owed();

-- Nothing leaves for a seller who owes in that currency.
CREATE FUNCTION payout_owes_nothing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_balances(ARRAY[NEW.debit_account_id]);
  IF owed_minor(replace(NEW.debit_account_id, ':available:', ':debt:')) > 0 THEN
    RAISE EXCEPTION 'transfer % pays out what is owed', NEW.key USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_owes_nothing';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "payout_owes_nothing" AFTER INSERT ON "transfer" FOR EACH ROW WHEN (NEW.kind IN ('payout', 'bank_payout'))
  EXECUTE FUNCTION payout_owes_nothing();

CREATE TRIGGER "payout_reversal_is_immutable" BEFORE UPDATE OR DELETE ON "payout_reversal" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "take_back_is_immutable" BEFORE UPDATE OR DELETE ON "take_back" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "debt_recovery_is_immutable" BEFORE UPDATE OR DELETE ON "debt_recovery" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "payout_reversal_is_not_emptied" BEFORE TRUNCATE ON "payout_reversal" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "take_back_is_not_emptied" BEFORE TRUNCATE ON "take_back" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "debt_recovery_is_not_emptied" BEFORE TRUNCATE ON "debt_recovery" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A released sale may still be refunded: by a decision to take it back.
CREATE OR REPLACE FUNCTION sale_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.lead_id, NEW.offer_id, NEW.order_id, NEW.seller_organisation_id, NEW.buyer_organisation_id, NEW.currency,
      NEW.ask_minor, NEW.top_price_minor, NEW.price_minor, NEW.fee_minor, NEW.quote, NEW.auction, NEW.terms_hash, NEW.sold_at)
    IS DISTINCT FROM
     (OLD.id, OLD.lead_id, OLD.offer_id, OLD.order_id, OLD.seller_organisation_id, OLD.buyer_organisation_id, OLD.currency,
      OLD.ask_minor, OLD.top_price_minor, OLD.price_minor, OLD.fee_minor, OLD.quote, OLD.auction, OLD.terms_hash, OLD.sold_at) THEN
    RAISE EXCEPTION 'the terms of a sale are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.dispute_until < OLD.dispute_until THEN
    RAISE EXCEPTION 'a dispute window is not shortened' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
      ('held', 'disputed'), ('held', 'released'), ('disputed', 'held'), ('disputed', 'refunded'), ('released', 'refunded')) THEN
    RAISE EXCEPTION 'a sale that is % does not become %', OLD.status, NEW.status USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION sale_is_disputed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'disputed' AND NOT EXISTS (SELECT FROM dispute WHERE sale_id = NEW.id AND status <> 'decided')
    OR OLD.status = 'disputed' AND NEW.status = 'held' AND NOT EXISTS (SELECT FROM dispute WHERE sale_id = NEW.id AND outcome = 'refused')
    OR OLD.status = 'disputed' AND NEW.status = 'refunded' AND NOT EXISTS (SELECT FROM dispute WHERE sale_id = NEW.id AND outcome = 'upheld') THEN
    RAISE EXCEPTION 'sale % does not become % by its dispute', NEW.id, NEW.status USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.status = 'released' AND NEW.status = 'refunded' AND NOT EXISTS (SELECT FROM take_back WHERE sale_id = NEW.id) THEN
    RAISE EXCEPTION 'sale % was not taken back', NEW.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

GRANT SELECT, INSERT ON "payout_reversal", "take_back", "debt_recovery" TO birja_app;
GRANT SELECT, INSERT, UPDATE ON "payout_schedule", "account_payout" TO birja_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "payout_minimum", "seller_fee" TO birja_app;
