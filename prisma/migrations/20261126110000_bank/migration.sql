-- CreateTable
CREATE TABLE "bank_invoice" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "payee" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "bank_invoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_statement" (
    "id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "line_keys" TEXT[],
    "skipped_count" INTEGER NOT NULL,
    "imported_by" TEXT NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bank_statement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_receipt" (
    "id" TEXT NOT NULL,
    "statement_id" TEXT,
    "account" TEXT NOT NULL,
    "line_key" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "booked_on" DATE NOT NULL,
    "payer" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "bank_reference" TEXT,
    "status" TEXT NOT NULL,
    "invoice_id" TEXT,
    "organisation_id" TEXT,
    "reason" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bank_receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_details" (
    "organisation_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "masked" TEXT NOT NULL,
    "usable_from" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bank_details_pkey" PRIMARY KEY ("organisation_id","currency")
);

-- CreateTable
CREATE TABLE "bank_batch" (
    "id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_at" TIMESTAMPTZ(3),
    "file_taken_at" TIMESTAMPTZ(3),
    "rejected_by" TEXT,
    "reason" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "bank_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_batch_approval" (
    "batch_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bank_batch_approval_pkey" PRIMARY KEY ("batch_id","person_id")
);

-- CreateTable
CREATE TABLE "bank_payout" (
    "id" TEXT NOT NULL,
    "batch_id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "masked" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "bank_payout_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "bank_invoice_number_key" ON "bank_invoice"("number");

-- CreateIndex
CREATE INDEX "bank_invoice_organisation_id_id_idx" ON "bank_invoice"("organisation_id", "id");

-- CreateIndex
CREATE INDEX "bank_receipt_status_id_idx" ON "bank_receipt"("status", "id");

-- CreateIndex
CREATE INDEX "bank_receipt_invoice_id_idx" ON "bank_receipt"("invoice_id");

-- CreateIndex
CREATE INDEX "bank_receipt_organisation_id_id_idx" ON "bank_receipt"("organisation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "bank_receipt_account_line_key_key" ON "bank_receipt"("account", "line_key");

-- CreateIndex
CREATE INDEX "bank_payout_organisation_id_id_idx" ON "bank_payout"("organisation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "bank_payout_batch_id_organisation_id_key" ON "bank_payout"("batch_id", "organisation_id");

-- AddForeignKey
ALTER TABLE "bank_invoice" ADD CONSTRAINT "bank_invoice_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_receipt" ADD CONSTRAINT "bank_receipt_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "bank_statement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_receipt" ADD CONSTRAINT "bank_receipt_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "bank_invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_receipt" ADD CONSTRAINT "bank_receipt_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_details" ADD CONSTRAINT "bank_details_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_batch_approval" ADD CONSTRAINT "bank_batch_approval_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "bank_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_payout" ADD CONSTRAINT "bank_payout_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "bank_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_payout" ADD CONSTRAINT "bank_payout_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The part of an invoice's number that counts.
CREATE SEQUENCE "bank_invoice_serial" AS bigint MAXVALUE 999999 CYCLE;

ALTER TABLE "bank_invoice" ADD CONSTRAINT "bank_invoice_amount" CHECK (amount_minor > 0),
  ADD CONSTRAINT "bank_invoice_status" CHECK (status IN ('open', 'paid', 'cancelled')),
  ADD CONSTRAINT "bank_invoice_ended" CHECK ((status = 'open') = (ended_at IS NULL)),
  ADD CONSTRAINT "bank_invoice_number" CHECK (number ~ '^BRJ-[0-9]{4}-[0-9]{6}-[0-9]$');
ALTER TABLE "bank_statement" ADD CONSTRAINT "bank_statement_format" CHECK (format IN ('csv', 'camt053'));
ALTER TABLE "bank_receipt" ADD CONSTRAINT "bank_receipt_amount" CHECK (amount_minor > 0),
  ADD CONSTRAINT "bank_receipt_status" CHECK (status IN ('waiting', 'booked', 'dismissed')),
  ADD CONSTRAINT "bank_receipt_decided" CHECK ((status = 'waiting') = (decided_at IS NULL) AND (status = 'waiting') = (decided_by IS NULL)),
  ADD CONSTRAINT "bank_receipt_booked" CHECK ((status = 'booked') = (organisation_id IS NOT NULL) AND (status = 'booked') = (invoice_id IS NOT NULL)),
  ADD CONSTRAINT "bank_receipt_dismissed" CHECK (status <> 'dismissed' OR reason IS NOT NULL);
ALTER TABLE "bank_batch" ADD CONSTRAINT "bank_batch_status" CHECK (status IN ('proposed', 'approved', 'sent', 'rejected')),
  ADD CONSTRAINT "bank_batch_rejected" CHECK ((status = 'rejected') = (rejected_by IS NOT NULL) AND (rejected_by IS NULL) = (reason IS NULL)),
  ADD CONSTRAINT "bank_batch_approved" CHECK (status NOT IN ('approved', 'sent') OR approved_at IS NOT NULL),
  ADD CONSTRAINT "bank_batch_file" CHECK (file_taken_at IS NULL OR status IN ('approved', 'sent')),
  ADD CONSTRAINT "bank_batch_ended" CHECK ((status IN ('sent', 'rejected')) = (ended_at IS NOT NULL));
ALTER TABLE "bank_payout" ADD CONSTRAINT "bank_payout_amount" CHECK (amount_minor > 0),
  ADD CONSTRAINT "bank_payout_status" CHECK (status IN ('pending', 'sent', 'paid', 'returned', 'cancelled')),
  ADD CONSTRAINT "bank_payout_reason" CHECK ((status IN ('returned', 'cancelled')) = (reason IS NOT NULL));

CREATE INDEX "bank_invoice_open_idx" ON "bank_invoice" ("id") WHERE status = 'open';
CREATE INDEX "bank_receipt_waiting_idx" ON "bank_receipt" ("id") WHERE status = 'waiting';

INSERT INTO "transfer_kind" ("kind", "debit_kind", "credit_kind") VALUES
  ('bank_top_up', 'bank_clearing', 'spendable'),
  ('bank_payout', 'available', 'bank_clearing'),
  ('bank_payout_return', 'bank_clearing', 'available');

-- Money comes in from the bank only as a receipt that was booked says: to its organisation, in its amount.
CREATE FUNCTION bank_top_up_is_known() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM bank_receipt r WHERE r.id = NEW.subject_id AND r.status = 'booked' AND r.amount_minor = NEW.amount_minor
      AND NEW.key = 'bank_top_up:' || r.id
      AND NEW.credit_account_id = r.organisation_id || ':spendable:' || r.currency
      AND NEW.debit_account_id = 'platform:bank_clearing:' || r.currency) THEN
    RAISE EXCEPTION 'transfer % is no receipt of the bank', NEW.key USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_top_up_is_known';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "bank_top_up_is_known" AFTER INSERT ON "transfer" FOR EACH ROW WHEN (NEW.kind = 'bank_top_up')
  EXECUTE FUNCTION bank_top_up_is_known();

-- Money leaves for a seller's bank only with a payout of a batch that nobody decided yet, and comes back only with one that ended so.
CREATE FUNCTION bank_payout_is_known() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  seller text := CASE NEW.kind WHEN 'bank_payout' THEN NEW.debit_account_id ELSE NEW.credit_account_id END;
  clearing text := CASE NEW.kind WHEN 'bank_payout' THEN NEW.credit_account_id ELSE NEW.debit_account_id END;
BEGIN
  IF NOT EXISTS (SELECT FROM bank_payout p WHERE p.id = NEW.subject_id AND p.amount_minor = NEW.amount_minor
      AND NEW.key = NEW.kind || ':' || p.id
      AND p.status = ANY (CASE NEW.kind WHEN 'bank_payout' THEN ARRAY['pending'] ELSE ARRAY['returned', 'cancelled'] END)
      AND seller = p.organisation_id || ':available:' || p.currency
      AND clearing = 'platform:bank_clearing:' || p.currency) THEN
    RAISE EXCEPTION 'transfer % is no payout to a bank', NEW.key USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_payout_is_known';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "bank_payout_is_known" AFTER INSERT ON "transfer" FOR EACH ROW WHEN (NEW.kind IN ('bank_payout', 'bank_payout_return'))
  EXECUTE FUNCTION bank_payout_is_known();

-- What was asked for does not change afterwards; paid stays paid. What was taken back may still be paid.
CREATE FUNCTION bank_invoice_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.organisation_id, NEW.number, NEW.currency, NEW.amount_minor, NEW.payee, NEW.created_by, NEW.created_at, NEW.expires_at)
    IS DISTINCT FROM (OLD.id, OLD.organisation_id, OLD.number, OLD.currency, OLD.amount_minor, OLD.payee, OLD.created_by, OLD.created_at, OLD.expires_at) THEN
    RAISE EXCEPTION 'the terms of an invoice are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (('open', 'paid'), ('open', 'cancelled'), ('cancelled', 'paid')) THEN
    RAISE EXCEPTION 'an invoice that is % does not become %', OLD.status, NEW.status USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "bank_invoice_terms_stay" BEFORE UPDATE ON "bank_invoice" FOR EACH ROW EXECUTE FUNCTION bank_invoice_terms_stay();

-- What the bank told stays; what was booked stays booked, to whom it was.
CREATE FUNCTION bank_receipt_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'booked' THEN
    RAISE EXCEPTION 'a receipt that is booked is not changed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.id, NEW.statement_id, NEW.account, NEW.line_key, NEW.currency, NEW.amount_minor, NEW.booked_on, NEW.payer, NEW.text,
      NEW.bank_reference, NEW.created_by, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.statement_id, OLD.account, OLD.line_key, OLD.currency, OLD.amount_minor, OLD.booked_on, OLD.payer, OLD.text,
      OLD.bank_reference, OLD.created_by, OLD.created_at) THEN
    RAISE EXCEPTION 'what the bank told is not changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "bank_receipt_terms_stay" BEFORE UPDATE ON "bank_receipt" FOR EACH ROW EXECUTE FUNCTION bank_receipt_terms_stay();

-- A receipt is booked to the organisation that its invoice is of.
CREATE FUNCTION bank_receipt_is_of_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM bank_invoice i WHERE i.id = NEW.invoice_id AND i.organisation_id = NEW.organisation_id) THEN
    RAISE EXCEPTION 'receipt % is not of its invoice''s organisation', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_receipt_is_of_invoice';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "bank_receipt_is_of_invoice" AFTER INSERT OR UPDATE ON "bank_receipt" FOR EACH ROW WHEN (NEW.status = 'booked')
  EXECUTE FUNCTION bank_receipt_is_of_invoice();

-- Two admins agree to a batch, and none of them gains by it.
CREATE FUNCTION bank_batch_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.currency, NEW.created_by, NEW.created_at) IS DISTINCT FROM (OLD.id, OLD.currency, OLD.created_by, OLD.created_at) THEN
    RAISE EXCEPTION 'the terms of a batch are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (('proposed', 'approved'), ('approved', 'sent'), ('proposed', 'rejected'), ('approved', 'rejected')) THEN
    RAISE EXCEPTION 'a batch that is % does not become %', OLD.status, NEW.status USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.status = 'approved' AND OLD.status = 'proposed' AND (SELECT count(*) FROM bank_batch_approval WHERE batch_id = NEW.id) < 2 THEN
    RAISE EXCEPTION 'a batch is approved by two' USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_batch_is_approved_by_two';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "bank_batch_goes_on" BEFORE UPDATE ON "bank_batch" FOR EACH ROW EXECUTE FUNCTION bank_batch_goes_on();

CREATE FUNCTION bank_batch_approval_is_fit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM bank_batch WHERE id = NEW.batch_id AND status = 'proposed')
    OR NOT EXISTS (SELECT FROM person WHERE id = NEW.person_id AND platform_role = 'admin' AND disabled_at IS NULL)
    OR EXISTS (SELECT FROM bank_payout p JOIN membership m ON m.organisation_id = p.organisation_id
      WHERE p.batch_id = NEW.batch_id AND p.status <> 'cancelled' AND m.person_id = NEW.person_id) THEN
    RAISE EXCEPTION 'batch % is not for % to approve', NEW.batch_id, NEW.person_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_batch_approval_is_fit';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "bank_batch_approval_is_fit" AFTER INSERT ON "bank_batch_approval" FOR EACH ROW EXECUTE FUNCTION bank_batch_approval_is_fit();
CREATE TRIGGER "bank_batch_approval_is_immutable" BEFORE UPDATE ON "bank_batch_approval" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A payout follows its batch, and joins it only while nobody has agreed to it.
CREATE FUNCTION bank_payout_joins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM bank_batch b WHERE b.id = NEW.batch_id AND b.status = 'proposed' AND b.currency = NEW.currency)
    OR EXISTS (SELECT FROM bank_batch_approval WHERE batch_id = NEW.batch_id) OR NEW.status <> 'pending' THEN
    RAISE EXCEPTION 'payout % does not join its batch', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_payout_joins';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "bank_payout_joins" AFTER INSERT ON "bank_payout" FOR EACH ROW EXECUTE FUNCTION bank_payout_joins();

CREATE FUNCTION bank_payout_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  batch text := (SELECT status FROM bank_batch WHERE id = NEW.batch_id);
BEGIN
  IF (NEW.id, NEW.batch_id, NEW.organisation_id, NEW.currency, NEW.amount_minor, NEW.sealed, NEW.masked, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.batch_id, OLD.organisation_id, OLD.currency, OLD.amount_minor, OLD.sealed, OLD.masked, OLD.created_at) THEN
    RAISE EXCEPTION 'the terms of a payout are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.status <> OLD.status AND (OLD.status, NEW.status, batch) NOT IN (
      ('pending', 'cancelled', 'proposed'), ('pending', 'cancelled', 'rejected'), ('pending', 'sent', 'sent'),
      ('sent', 'paid', 'sent'), ('sent', 'returned', 'sent'), ('paid', 'returned', 'sent')) THEN
    RAISE EXCEPTION 'a payout that is % does not become % in a batch that is %', OLD.status, NEW.status, batch USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "bank_payout_terms_stay" BEFORE UPDATE ON "bank_payout" FOR EACH ROW EXECUTE FUNCTION bank_payout_terms_stay();

GRANT SELECT, INSERT, UPDATE ON "bank_invoice", "bank_receipt", "bank_details", "bank_batch", "bank_payout" TO birja_app;
GRANT SELECT, INSERT ON "bank_statement" TO birja_app;
-- Agreement ends with what was agreed to: a payout struck out of a batch takes it back.
GRANT SELECT, INSERT, DELETE ON "bank_batch_approval" TO birja_app;
GRANT USAGE ON SEQUENCE "bank_invoice_serial" TO birja_app;
