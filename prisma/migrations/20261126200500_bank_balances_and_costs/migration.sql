-- CreateTable
CREATE TABLE "bank_balance" (
    "statement_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "account" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "until_day" DATE NOT NULL,
    "opening_minor" BIGINT NOT NULL,
    "closing_minor" BIGINT NOT NULL,

    CONSTRAINT "bank_balance_pkey" PRIMARY KEY ("statement_id","position")
);

-- CreateTable
CREATE TABLE "bank_cost" (
    "id" TEXT NOT NULL,
    "debit_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "needs_second" BOOLEAN NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "bank_cost_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "bank_balance_currency_account_until_day_idx" ON "bank_balance"("currency", "account", "until_day");

-- CreateIndex
CREATE INDEX "bank_cost_debit_id_idx" ON "bank_cost"("debit_id");

-- CreateIndex
CREATE INDEX "bank_cost_currency_created_at_idx" ON "bank_cost"("currency", "created_at");

-- AddForeignKey
ALTER TABLE "bank_balance" ADD CONSTRAINT "bank_balance_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "bank_statement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_cost" ADD CONSTRAINT "bank_cost_debit_id_fkey" FOREIGN KEY ("debit_id") REFERENCES "bank_debit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What a bank said stays as it said it.
ALTER TABLE "bank_balance" ADD CONSTRAINT "bank_balance_days" CHECK (from_day <= until_day);
CREATE TRIGGER "bank_balance_is_immutable" BEFORE UPDATE OR DELETE ON "bank_balance" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "bank_balance_is_not_emptied" BEFORE TRUNCATE ON "bank_balance" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON "bank_balance" TO birja_app;
REVOKE UPDATE, DELETE, TRUNCATE ON "bank_balance" FROM birja_app;

-- What the exchange pays out of its account for itself is an account of the platform's. Whatever else was added to the list
-- meanwhile stays in it.
DO $$
DECLARE
  kinds text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'account_kind' AND conrelid = 'public.account'::regclass);
BEGIN
  ALTER TABLE "account" DROP CONSTRAINT "account_kind";
  EXECUTE 'ALTER TABLE "account" ADD CONSTRAINT "account_kind" ' || replace(kinds, '''goodwill''::text', '''goodwill''::text, ''bank_costs''::text');
END $$;
INSERT INTO "account" (id, kind, currency, created_at)
  SELECT 'platform:bank_costs:' || currency, 'bank_costs', currency, created_at FROM "account" WHERE organisation_id IS NULL AND kind = 'stripe_clearing';
INSERT INTO "transfer_kind" ("kind", "debit_kind", "credit_kind") VALUES ('bank_cost', 'bank_costs', 'bank_clearing');

ALTER TABLE "bank_cost" ADD CONSTRAINT "bank_cost_status" CHECK (status IN ('waiting', 'posted', 'rejected')),
  ADD CONSTRAINT "bank_cost_amount" CHECK (amount_minor > 0),
  ADD CONSTRAINT "bank_cost_reason" CHECK (length(reason) BETWEEN 10 AND 500),
  ADD CONSTRAINT "bank_cost_is_decided" CHECK ((status = 'waiting') = (decided_at IS NULL)),
  -- A second person is another person.
  ADD CONSTRAINT "bank_cost_by_two" CHECK (NOT needs_second OR status <> 'posted' OR decided_by IS NOT NULL AND decided_by <> created_by);
-- A line is one cost, whoever presses at the same moment; one that was turned down may be asked for anew.
CREATE UNIQUE INDEX "bank_cost_line_key" ON "bank_cost" ("debit_id") WHERE status <> 'rejected';
CREATE INDEX "bank_cost_waiting_idx" ON "bank_cost" ("id") WHERE status = 'waiting';

-- It is as much as left, in the currency in which it left.
CREATE FUNCTION bank_cost_is_its_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM bank_debit d WHERE d.id = NEW.debit_id AND (d.currency, d.amount_minor) = (NEW.currency, NEW.amount_minor)) THEN
    RAISE EXCEPTION 'cost % is not its line', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_cost_is_its_line';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "bank_cost_is_its_line" BEFORE INSERT ON "bank_cost" FOR EACH ROW EXECUTE FUNCTION bank_cost_is_its_line();

CREATE FUNCTION bank_cost_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.debit_id, NEW.reason, NEW.needs_second, NEW.currency, NEW.amount_minor, NEW.created_by, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.debit_id, OLD.reason, OLD.needs_second, OLD.currency, OLD.amount_minor, OLD.created_by, OLD.created_at) THEN
    RAISE EXCEPTION 'the terms of a cost are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.status <> 'waiting' AND (NEW.status, NEW.decided_by, NEW.decided_at) IS DISTINCT FROM (OLD.status, OLD.decided_by, OLD.decided_at) THEN
    RAISE EXCEPTION 'a cost that is % does not become %', OLD.status, NEW.status USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "bank_cost_terms_stay" BEFORE UPDATE ON "bank_cost" FOR EACH ROW EXECUTE FUNCTION bank_cost_terms_stay();
CREATE TRIGGER "bank_cost_is_not_removed" BEFORE DELETE ON "bank_cost" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "bank_cost_is_not_emptied" BEFORE TRUNCATE ON "bank_cost" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION bank_cost_is_known() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM bank_cost c WHERE c.id = NEW.subject_id AND c.status = 'posted' AND c.amount_minor = NEW.amount_minor
      AND NEW.key = 'bank_cost:' || c.id
      AND NEW.debit_account_id = 'platform:bank_costs:' || c.currency
      AND NEW.credit_account_id = 'platform:bank_clearing:' || c.currency) THEN
    RAISE EXCEPTION 'transfer % is no cost that was agreed to', NEW.key USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_cost_is_known';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "bank_cost_is_known" AFTER INSERT ON "transfer" FOR EACH ROW WHEN (NEW.kind = 'bank_cost') EXECUTE FUNCTION bank_cost_is_known();

GRANT SELECT, INSERT, UPDATE ON "bank_cost" TO birja_app;
