-- AlterTable
ALTER TABLE "top_up" ADD COLUMN "saves_card" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "payment_customer" (
    "organisation_id" TEXT NOT NULL,
    "stripe_customer_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_customer_pkey" PRIMARY KEY ("organisation_id")
);

-- CreateTable
CREATE TABLE "payment_card" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "stripe_payment_method_id" TEXT NOT NULL,
    "brand" TEXT NOT NULL,
    "last4" TEXT NOT NULL,
    "expires_month" INTEGER NOT NULL,
    "expires_year" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "forgotten_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_card_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "card_charge" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "payment_intent_id" TEXT NOT NULL,
    "brand" TEXT,
    "last4" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "card_charge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "card_refund" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "charge_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "stripe_refund_id" TEXT,
    "failure_code" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "card_refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recharge_plan" (
    "organisation_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "threshold_minor" BIGINT,
    "amount_minor" BIGINT,
    "ceiling_minor" BIGINT,
    "card_id" TEXT,
    "warn_minor" BIGINT,
    "halt_code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "recharge_plan_pkey" PRIMARY KEY ("organisation_id","currency")
);

-- CreateTable
CREATE TABLE "recharge" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "card_id" TEXT NOT NULL,
    "stripe_customer_id" TEXT NOT NULL,
    "stripe_payment_method_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "status" TEXT NOT NULL,
    "payment_intent_id" TEXT,
    "decline_code" TEXT,
    "told_status" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "recharge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "low_warning" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "threshold_minor" BIGINT NOT NULL,
    "balance_minor" BIGINT NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "low_warning_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_pause" (
    "order_id" TEXT NOT NULL,
    "recharge_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "overridden_at" TIMESTAMPTZ(3),

    CONSTRAINT "order_pause_pkey" PRIMARY KEY ("order_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "payment_customer_stripe_customer_id_key" ON "payment_customer"("stripe_customer_id");

-- CreateIndex
CREATE INDEX "payment_card_organisation_id_idx" ON "payment_card"("organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "card_charge_payment_intent_id_key" ON "card_charge"("payment_intent_id");

-- CreateIndex
CREATE INDEX "card_charge_organisation_id_currency_id_idx" ON "card_charge"("organisation_id", "currency", "id");

-- CreateIndex
CREATE UNIQUE INDEX "card_refund_stripe_refund_id_key" ON "card_refund"("stripe_refund_id");

-- CreateIndex
CREATE INDEX "card_refund_charge_id_idx" ON "card_refund"("charge_id");

-- CreateIndex
CREATE INDEX "card_refund_organisation_id_id_idx" ON "card_refund"("organisation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "recharge_payment_intent_id_key" ON "recharge"("payment_intent_id");

-- CreateIndex
CREATE INDEX "recharge_organisation_id_currency_month_idx" ON "recharge"("organisation_id", "currency", "month");

-- CreateIndex
CREATE INDEX "low_warning_organisation_id_idx" ON "low_warning"("organisation_id");

-- CreateIndex
CREATE INDEX "order_pause_recharge_id_idx" ON "order_pause"("recharge_id");

-- AddForeignKey
ALTER TABLE "payment_customer" ADD CONSTRAINT "payment_customer_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_card" ADD CONSTRAINT "payment_card_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "card_charge" ADD CONSTRAINT "card_charge_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "card_refund" ADD CONSTRAINT "card_refund_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "card_refund" ADD CONSTRAINT "card_refund_charge_id_fkey" FOREIGN KEY ("charge_id") REFERENCES "card_charge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recharge_plan" ADD CONSTRAINT "recharge_plan_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recharge_plan" ADD CONSTRAINT "recharge_plan_card_id_fkey" FOREIGN KEY ("card_id") REFERENCES "payment_card"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recharge" ADD CONSTRAINT "recharge_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recharge" ADD CONSTRAINT "recharge_card_id_fkey" FOREIGN KEY ("card_id") REFERENCES "payment_card"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "low_warning" ADD CONSTRAINT "low_warning_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_pause" ADD CONSTRAINT "order_pause_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "standing_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the tables above may hold.
ALTER TABLE "card_charge" ADD CONSTRAINT "card_charge_amount" CHECK (amount_minor > 0);
ALTER TABLE "card_refund" ADD CONSTRAINT "card_refund_amount" CHECK (amount_minor > 0),
  ADD CONSTRAINT "card_refund_status" CHECK (status IN ('pending', 'sent', 'failed')),
  ADD CONSTRAINT "card_refund_says_why" CHECK (status <> 'failed' OR failure_code IS NOT NULL),
  ADD CONSTRAINT "card_refund_is_at_stripe" CHECK (status <> 'sent' OR stripe_refund_id IS NOT NULL);
ALTER TABLE "recharge_plan" ADD CONSTRAINT "recharge_plan_state" CHECK (state IN ('off', 'on', 'halted')),
  ADD CONSTRAINT "recharge_plan_amounts" CHECK (threshold_minor > 0 AND amount_minor > 0 AND ceiling_minor >= amount_minor),
  ADD CONSTRAINT "recharge_plan_warns" CHECK (warn_minor >= 0),
  ADD CONSTRAINT "recharge_plan_halts_with_a_reason" CHECK ((state = 'halted') = (halt_code IS NOT NULL)),
  ADD CONSTRAINT "recharge_plan_is_whole" CHECK (state <> 'on'
    OR threshold_minor IS NOT NULL AND amount_minor IS NOT NULL AND ceiling_minor IS NOT NULL AND card_id IS NOT NULL);
ALTER TABLE "recharge" ADD CONSTRAINT "recharge_amount" CHECK (amount_minor > 0),
  ADD CONSTRAINT "recharge_status" CHECK (status IN ('pending', 'asking', 'paid', 'declined', 'canceled')),
  ADD CONSTRAINT "recharge_paid_by" CHECK (status NOT IN ('asking', 'paid') OR payment_intent_id IS NOT NULL),
  ADD CONSTRAINT "recharge_settled_at" CHECK ((status IN ('paid', 'declined', 'canceled')) = (settled_at IS NOT NULL));

-- One recharge of a wallet is under way at a time; a wallet that is low is told of once.
CREATE UNIQUE INDEX "recharge_open_key" ON "recharge" ("organisation_id", "currency") WHERE status IN ('pending', 'asking');
CREATE UNIQUE INDEX "low_warning_open_key" ON "low_warning" ("organisation_id", "currency") WHERE ended_at IS NULL;
-- The same card kept twice is one card.
CREATE UNIQUE INDEX "payment_card_kept_key" ON "payment_card" ("organisation_id", "fingerprint") WHERE removed_at IS NULL;
CREATE INDEX "payment_card_to_forget_idx" ON "payment_card" ("removed_at") WHERE removed_at IS NOT NULL AND forgotten_at IS NULL;
CREATE INDEX "recharge_plan_on_idx" ON "recharge_plan" ("organisation_id") WHERE state = 'on';
CREATE INDEX "card_refund_pending_idx" ON "card_refund" ("created_at") WHERE status = 'pending';
CREATE INDEX "card_refund_sent_idx" ON "card_refund" ("created_at") WHERE status = 'sent';

INSERT INTO "transfer_kind" ("kind", "debit_kind", "credit_kind") VALUES
  ('recharge', 'stripe_clearing', 'spendable'),
  ('card_refund', 'spendable', 'stripe_clearing'),
  ('card_refund_return', 'stripe_clearing', 'spendable');

-- What was paid by card before charges were written down can go back to the card as well.
INSERT INTO "card_charge" (id, organisation_id, currency, amount_minor, payment_intent_id, created_at)
  SELECT id, organisation_id, currency, amount_minor, payment_intent_id, paid_at
  FROM "top_up" WHERE status = 'paid' AND payment_intent_id IS NOT NULL;

-- Money comes in by itself only for a recharge that was decided, in its full amount, and once.
CREATE FUNCTION recharge_is_known() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM recharge r WHERE r.id = NEW.subject_id AND r.amount_minor = NEW.amount_minor AND r.status = 'paid'
      AND NEW.key = NEW.kind || ':' || r.id
      AND NEW.credit_account_id = r.organisation_id || ':spendable:' || r.currency
      AND NEW.debit_account_id = 'platform:stripe_clearing:' || r.currency) THEN
    RAISE EXCEPTION 'transfer % is no recharge that was paid', NEW.key USING ERRCODE = 'check_violation', CONSTRAINT = 'recharge_is_known';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "recharge_is_known" AFTER INSERT ON "transfer" FOR EACH ROW WHEN (NEW.kind = 'recharge')
  EXECUTE FUNCTION recharge_is_known();

-- Money goes back to a card, and comes back from there, only as a refund of the buyer's says; it comes back only when that failed.
CREATE FUNCTION card_refund_is_known() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  buyer text := CASE NEW.kind WHEN 'card_refund' THEN NEW.debit_account_id ELSE NEW.credit_account_id END;
  clearing text := CASE NEW.kind WHEN 'card_refund' THEN NEW.credit_account_id ELSE NEW.debit_account_id END;
BEGIN
  IF NOT EXISTS (SELECT FROM card_refund r WHERE r.id = NEW.subject_id AND r.amount_minor = NEW.amount_minor
      AND (NEW.kind = 'card_refund' OR r.status = 'failed') AND NEW.key = NEW.kind || ':' || r.id
      AND buyer = r.organisation_id || ':spendable:' || r.currency
      AND clearing = 'platform:stripe_clearing:' || r.currency) THEN
    RAISE EXCEPTION 'transfer % is no refund to a card', NEW.key USING ERRCODE = 'check_violation', CONSTRAINT = 'card_refund_is_known';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "card_refund_is_known" AFTER INSERT ON "transfer" FOR EACH ROW WHEN (NEW.kind IN ('card_refund', 'card_refund_return'))
  EXECUTE FUNCTION card_refund_is_known();

-- A charge is what a top-up or a recharge of the same organisation brought.
CREATE FUNCTION card_charge_is_paid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM top_up t WHERE t.id = NEW.id AND t.status = 'paid' AND t.payment_intent_id = NEW.payment_intent_id
        AND (t.organisation_id, t.currency, t.amount_minor) = (NEW.organisation_id, NEW.currency, NEW.amount_minor)
      UNION ALL SELECT FROM recharge r WHERE r.id = NEW.id AND r.status = 'paid' AND r.payment_intent_id = NEW.payment_intent_id
        AND (r.organisation_id, r.currency, r.amount_minor) = (NEW.organisation_id, NEW.currency, NEW.amount_minor)) THEN
    RAISE EXCEPTION 'charge % is of no payment', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'card_charge_is_paid';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "card_charge_is_paid" AFTER INSERT ON "card_charge" FOR EACH ROW EXECUTE FUNCTION card_charge_is_paid();
CREATE TRIGGER "card_charge_is_immutable" BEFORE UPDATE OR DELETE ON "card_charge" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "card_charge_is_not_emptied" BEFORE TRUNCATE ON "card_charge" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- No more goes back than a charge brought, whoever asks at the same moment.
CREATE FUNCTION card_refund_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  charge card_charge;
BEGIN
  SELECT * INTO charge FROM card_charge WHERE id = NEW.charge_id FOR NO KEY UPDATE;
  IF (charge.organisation_id, charge.currency) IS DISTINCT FROM (NEW.organisation_id, NEW.currency)
    OR charge.amount_minor < (SELECT sum(amount_minor) FROM card_refund WHERE charge_id = NEW.charge_id AND status <> 'failed') THEN
    RAISE EXCEPTION 'refund % is more than its charge has left', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'card_refund_fits';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "card_refund_fits" AFTER INSERT ON "card_refund" FOR EACH ROW EXECUTE FUNCTION card_refund_fits();

CREATE FUNCTION card_refund_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.organisation_id, NEW.currency, NEW.amount_minor, NEW.charge_id, NEW.created_by, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.organisation_id, OLD.currency, OLD.amount_minor, OLD.charge_id, OLD.created_by, OLD.created_at) THEN
    RAISE EXCEPTION 'the terms of a refund are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (('pending', 'sent'), ('pending', 'failed'), ('sent', 'failed')) THEN
    RAISE EXCEPTION 'a refund that is % does not become %', OLD.status, NEW.status USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "card_refund_terms_stay" BEFORE UPDATE ON "card_refund" FOR EACH ROW EXECUTE FUNCTION card_refund_terms_stay();
CREATE TRIGGER "card_refund_is_not_removed" BEFORE DELETE ON "card_refund" FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION recharge_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.organisation_id, NEW.currency, NEW.amount_minor, NEW.card_id, NEW.stripe_customer_id, NEW.stripe_payment_method_id,
      NEW.month, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.organisation_id, OLD.currency, OLD.amount_minor, OLD.card_id, OLD.stripe_customer_id, OLD.stripe_payment_method_id,
      OLD.month, OLD.created_at)
    OR OLD.payment_intent_id IS NOT NULL AND NEW.payment_intent_id IS DISTINCT FROM OLD.payment_intent_id THEN
    RAISE EXCEPTION 'the terms of a recharge are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.status = 'paid' AND NEW.status <> 'paid' OR NEW.status = 'pending' AND OLD.status <> 'pending' THEN
    RAISE EXCEPTION 'a recharge that is % does not become %', OLD.status, NEW.status USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "recharge_terms_stay" BEFORE UPDATE ON "recharge" FOR EACH ROW EXECUTE FUNCTION recharge_terms_stay();
CREATE TRIGGER "recharge_is_not_removed" BEFORE DELETE ON "recharge" FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION top_up_consent_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'whether a top-up keeps its card is what its payer agreed to' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "top_up_consent_stays" BEFORE UPDATE ON "top_up" FOR EACH ROW WHEN (NEW.saves_card <> OLD.saves_card)
  EXECUTE FUNCTION top_up_consent_stays();

GRANT SELECT, INSERT, UPDATE ON "payment_customer", "payment_card", "card_refund", "recharge_plan", "recharge", "low_warning" TO birja_app;
-- Updated by nobody: the right is what locking a row asks for.
GRANT SELECT, INSERT, UPDATE ON "card_charge" TO birja_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "order_pause" TO birja_app;
