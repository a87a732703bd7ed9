-- One line of the bank comes in several formats, each with words of its own. What looks like a line that is known, and may be
-- another one, says which; that they are one is said by a person.
ALTER TABLE "bank_receipt" ADD COLUMN "resembles_id" TEXT;
ALTER TABLE "bank_debit" ADD COLUMN "resembles_id" TEXT;

-- CreateTable
CREATE TABLE "bank_line_name" (
    "account" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "line_key" TEXT NOT NULL,
    "receipt_id" TEXT,
    "debit_id" TEXT,
    "statement_id" TEXT NOT NULL,
    "bank_reference" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bank_line_name_pkey" PRIMARY KEY ("account","way","line_key")
);

-- CreateTable
CREATE TABLE "bank_debit_double" (
    "debit_id" TEXT NOT NULL,
    "decided_by" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bank_debit_double_pkey" PRIMARY KEY ("debit_id")
);

-- CreateIndex
CREATE INDEX "bank_receipt_resembles_id_idx" ON "bank_receipt"("resembles_id");
CREATE INDEX "bank_debit_resembles_id_idx" ON "bank_debit"("resembles_id");
CREATE INDEX "bank_line_name_receipt_id_idx" ON "bank_line_name"("receipt_id");
CREATE INDEX "bank_line_name_debit_id_idx" ON "bank_line_name"("debit_id");

-- AddForeignKey
ALTER TABLE "bank_receipt" ADD CONSTRAINT "bank_receipt_resembles_id_fkey" FOREIGN KEY ("resembles_id") REFERENCES "bank_receipt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "bank_debit" ADD CONSTRAINT "bank_debit_resembles_id_fkey" FOREIGN KEY ("resembles_id") REFERENCES "bank_debit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "bank_line_name" ADD CONSTRAINT "bank_line_name_receipt_id_fkey" FOREIGN KEY ("receipt_id") REFERENCES "bank_receipt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "bank_line_name" ADD CONSTRAINT "bank_line_name_debit_id_fkey" FOREIGN KEY ("debit_id") REFERENCES "bank_debit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "bank_line_name" ADD CONSTRAINT "bank_line_name_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "bank_statement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "bank_debit_double" ADD CONSTRAINT "bank_debit_double_debit_id_fkey" FOREIGN KEY ("debit_id") REFERENCES "bank_debit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A double is decided on like what is laid aside, and is one of a line that it looks like.
ALTER TABLE "bank_receipt" DROP CONSTRAINT "bank_receipt_status",
  ADD CONSTRAINT "bank_receipt_status" CHECK (status IN ('waiting', 'booked', 'dismissed', 'double')),
  ADD CONSTRAINT "bank_receipt_double" CHECK (status <> 'double' OR resembles_id IS NOT NULL),
  ADD CONSTRAINT "bank_receipt_resembles" CHECK (resembles_id <> id);
ALTER TABLE "bank_debit" ADD CONSTRAINT "bank_debit_resembles" CHECK (resembles_id <> id);
ALTER TABLE "bank_line_name" ADD CONSTRAINT "bank_line_name_way" CHECK (
  way = 'in' AND receipt_id IS NOT NULL AND debit_id IS NULL OR way = 'out' AND debit_id IS NOT NULL AND receipt_id IS NULL);

CREATE OR REPLACE FUNCTION bank_receipt_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'booked' THEN
    RAISE EXCEPTION 'a receipt that is booked is not changed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.status = 'double' AND NEW.status <> 'waiting' THEN
    RAISE EXCEPTION 'a double does not become %', NEW.status USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.id, NEW.statement_id, NEW.account, NEW.line_key, NEW.currency, NEW.amount_minor, NEW.booked_on, NEW.payer, NEW.text,
      NEW.bank_reference, NEW.resembles_id, NEW.created_by, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.statement_id, OLD.account, OLD.line_key, OLD.currency, OLD.amount_minor, OLD.booked_on, OLD.payer, OLD.text,
      OLD.bank_reference, OLD.resembles_id, OLD.created_by, OLD.created_at) THEN
    RAISE EXCEPTION 'what the bank told is not changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- What looks like another is of the same account, amount and currency.
CREATE FUNCTION bank_receipt_resembles_its_like() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM bank_receipt k WHERE k.id = NEW.resembles_id
      AND (k.account, k.currency, k.amount_minor) = (NEW.account, NEW.currency, NEW.amount_minor)) THEN
    RAISE EXCEPTION 'receipt % is not like what it is said to resemble', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_receipt_resembles_its_like';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "bank_receipt_resembles_its_like" AFTER INSERT ON "bank_receipt" FOR EACH ROW WHEN (NEW.resembles_id IS NOT NULL)
  EXECUTE FUNCTION bank_receipt_resembles_its_like();
CREATE FUNCTION bank_debit_resembles_its_like() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM bank_debit k WHERE k.id = NEW.resembles_id
      AND (k.account, k.currency, k.amount_minor) = (NEW.account, NEW.currency, NEW.amount_minor)) THEN
    RAISE EXCEPTION 'debit % is not like what it is said to resemble', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_debit_resembles_its_like';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "bank_debit_resembles_its_like" AFTER INSERT ON "bank_debit" FOR EACH ROW WHEN (NEW.resembles_id IS NOT NULL)
  EXECUTE FUNCTION bank_debit_resembles_its_like();

-- Another name of a line that is known stays its name.
CREATE TRIGGER "bank_line_name_is_immutable" BEFORE UPDATE OR DELETE ON "bank_line_name" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "bank_line_name_is_not_emptied" BEFORE TRUNCATE ON "bank_line_name" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON "bank_line_name" TO birja_app;
REVOKE UPDATE, DELETE, TRUNCATE ON "bank_line_name" FROM birja_app;

-- What left once is a cost once: a double is none, and what is one is no double.
CREATE FUNCTION bank_debit_is_one_thing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('bank-debit:' || NEW.debit_id));
  IF TG_TABLE_NAME = 'bank_cost' AND EXISTS (SELECT FROM bank_debit_double WHERE debit_id = NEW.debit_id)
    OR TG_TABLE_NAME = 'bank_debit_double' AND (EXISTS (SELECT FROM bank_cost WHERE debit_id = NEW.debit_id AND status <> 'rejected')
      OR NOT EXISTS (SELECT FROM bank_debit WHERE id = NEW.debit_id AND resembles_id IS NOT NULL)) THEN
    RAISE EXCEPTION 'debit % is not both a cost and a double', NEW.debit_id USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_debit_is_one_thing';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "bank_cost_is_of_no_double" BEFORE INSERT ON "bank_cost" FOR EACH ROW EXECUTE FUNCTION bank_debit_is_one_thing();
CREATE TRIGGER "bank_debit_double_is_no_cost" BEFORE INSERT ON "bank_debit_double" FOR EACH ROW EXECUTE FUNCTION bank_debit_is_one_thing();
CREATE TRIGGER "bank_debit_double_is_immutable" BEFORE UPDATE ON "bank_debit_double" FOR EACH ROW EXECUTE FUNCTION refuse_change();
-- Whoever was wrong takes it back.
GRANT SELECT, INSERT, DELETE ON "bank_debit_double" TO birja_app;
REVOKE UPDATE, TRUNCATE ON "bank_debit_double" FROM birja_app;
