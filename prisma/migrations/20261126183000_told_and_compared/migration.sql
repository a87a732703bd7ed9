-- What the owners of a wallet were told of a payment that its bank took back: each stage once.
CREATE TABLE "chargeback_notice" (
    "id" TEXT NOT NULL,
    "chargeback_id" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "still_frozen" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "chargeback_notice_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "chargeback_notice_chargeback_id_stage_key" ON "chargeback_notice"("chargeback_id", "stage");
ALTER TABLE "chargeback_notice" ADD CONSTRAINT "chargeback_notice_chargeback_id_fkey" FOREIGN KEY ("chargeback_id") REFERENCES "chargeback"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "chargeback_notice" ADD CONSTRAINT "chargeback_notice_stage" CHECK (stage IN ('frozen', 'owed', 'won', 'lost')),
  ADD CONSTRAINT "chargeback_notice_amount" CHECK (amount_minor >= 0),
  ADD CONSTRAINT "chargeback_notice_stands_still" CHECK (still_frozen OR stage IN ('won', 'lost'));

-- What there is to tell of a chargeback; null while there is nothing, as of a bank that only asks.
CREATE FUNCTION chargeback_stage(c "chargeback") RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN chargeback_stands(c) THEN CASE c.status WHEN 'lost' THEN 'owed' ELSE 'frozen' END
    WHEN c.status = 'won' THEN 'won'
    WHEN c.status = 'lost' AND c.withdrawn_at IS NOT NULL THEN 'lost' END
$$;

-- Who was not told until now is not told of what is long over.
INSERT INTO "chargeback_notice" (id, chargeback_id, stage, amount_minor, still_frozen, created_at)
  SELECT 'cbn_' || substr(id, 5), id, stage, amount_minor, stage IN ('frozen', 'owed'), updated_at
  FROM (SELECT c.*, chargeback_stage(c) AS stage FROM chargeback c) known WHERE stage IS NOT NULL;

CREATE TRIGGER "chargeback_notice_is_immutable" BEFORE UPDATE OR DELETE ON "chargeback_notice" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "chargeback_notice_is_not_emptied" BEFORE TRUNCATE ON "chargeback_notice" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON "chargeback_notice" TO birja_app;
REVOKE UPDATE, DELETE, TRUNCATE ON "chargeback_notice" FROM birja_app;

-- What left the exchange's bank account, as its statements say: held against the books, as receipts are.
CREATE TABLE "bank_debit" (
    "id" TEXT NOT NULL,
    "statement_id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "line_key" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "booked_on" DATE NOT NULL,
    "payee" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "bank_reference" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bank_debit_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "bank_debit_account_line_key_key" ON "bank_debit"("account", "line_key");
CREATE INDEX "bank_debit_booked_on_idx" ON "bank_debit"("booked_on");
CREATE INDEX "bank_receipt_booked_on_idx" ON "bank_receipt"("booked_on");
ALTER TABLE "bank_debit" ADD CONSTRAINT "bank_debit_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "bank_statement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "bank_debit" ADD CONSTRAINT "bank_debit_amount" CHECK (amount_minor > 0);
ALTER TABLE "bank_statement" ADD COLUMN "debit_count" INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER "bank_debit_is_immutable" BEFORE UPDATE OR DELETE ON "bank_debit" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "bank_debit_is_not_emptied" BEFORE TRUNCATE ON "bank_debit" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON "bank_debit" TO birja_app;
REVOKE UPDATE, DELETE, TRUNCATE ON "bank_debit" FROM birja_app;

-- A line of the reconciliation is of our balance at Stripe or of our account at a bank. What somebody laid aside with a reason is
-- no buyer's money, and needs nobody any more.
ALTER TABLE "reconciliation_line" ADD COLUMN "source" TEXT NOT NULL DEFAULT 'stripe',
  ADD CONSTRAINT "reconciliation_line_source" CHECK (source IN ('stripe', 'bank')),
  DROP CONSTRAINT "reconciliation_line_verdict", DROP CONSTRAINT "reconciliation_line_is_settled",
  ADD CONSTRAINT "reconciliation_line_verdict" CHECK (verdict IN ('matched', 'booked', 'in_flight', 'missing_here', 'missing_there',
    'amount_differs', 'cancelled', 'laid_aside', 'unknown')),
  ADD CONSTRAINT "reconciliation_line_is_settled" CHECK (
    (settled_at IS NOT NULL) = (verdict IN ('matched', 'booked', 'cancelled', 'laid_aside')));

-- Bank details that were taken away: what is given after them waits as if it replaced them.
CREATE TABLE "bank_details_removal" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "removed_by" TEXT NOT NULL,
    "removed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bank_details_removal_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "bank_details_removal_organisation_id_currency_idx" ON "bank_details_removal"("organisation_id", "currency");
ALTER TABLE "bank_details_removal" ADD CONSTRAINT "bank_details_removal_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER "bank_details_removal_is_immutable" BEFORE UPDATE OR DELETE ON "bank_details_removal" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "bank_details_removal_is_not_emptied" BEFORE TRUNCATE ON "bank_details_removal" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE FUNCTION bank_details_removal_is_noted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM bank_details_removal r WHERE r.organisation_id = OLD.organisation_id AND r.currency = OLD.currency
      AND r.removed_at >= OLD.updated_at) THEN
    RAISE EXCEPTION 'bank details are not taken away without a note of it' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER "bank_details_removal_is_noted" BEFORE DELETE ON "bank_details" FOR EACH ROW EXECUTE FUNCTION bank_details_removal_is_noted();
GRANT SELECT, INSERT ON "bank_details_removal" TO birja_app;
GRANT USAGE ON SEQUENCE "bank_details_removal_id_seq" TO birja_app;
REVOKE UPDATE, DELETE, TRUNCATE ON "bank_details_removal" FROM birja_app;
GRANT DELETE ON "bank_details" TO birja_app;
