-- CreateTable
CREATE TABLE "legal_details" (
    "organisation_id" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "legal_name" TEXT NOT NULL,
    "registration_number" TEXT,
    "tax_number" TEXT NOT NULL,
    "vat_number" TEXT,
    "address" TEXT NOT NULL,
    "signatory_name" TEXT NOT NULL,
    "signatory_role" TEXT NOT NULL,
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "legal_details_pkey" PRIMARY KEY ("organisation_id")
);

-- CreateTable
CREATE TABLE "paper_counter" (
    "operator_key" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "last_number" INTEGER NOT NULL,

    CONSTRAINT "paper_counter_pkey" PRIMARY KEY ("operator_key","year","kind")
);

-- CreateTable
CREATE TABLE "fee_paper" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "operator_key" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "corrects_id" TEXT,
    "line_count" INTEGER NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "vat_minor" BIGINT NOT NULL,
    "vat_rate_basis_points" INTEGER,
    "operator" JSONB NOT NULL,
    "party" JSONB NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fee_paper_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fee_paper_line" (
    "transfer_id" BIGINT NOT NULL,
    "paper_id" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,

    CONSTRAINT "fee_paper_line_pkey" PRIMARY KEY ("transfer_id")
);

-- CreateIndex
CREATE INDEX "fee_paper_organisation_id_id_idx" ON "fee_paper"("organisation_id", "id");

-- CreateIndex
CREATE INDEX "fee_paper_corrects_id_idx" ON "fee_paper"("corrects_id");

-- CreateIndex
CREATE UNIQUE INDEX "fee_paper_operator_key_year_kind_number_key" ON "fee_paper"("operator_key", "year", "kind", "number");

-- CreateIndex
CREATE INDEX "fee_paper_line_paper_id_transfer_id_idx" ON "fee_paper_line"("paper_id", "transfer_id");

-- AddForeignKey
ALTER TABLE "legal_details" ADD CONSTRAINT "legal_details_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fee_paper" ADD CONSTRAINT "fee_paper_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fee_paper" ADD CONSTRAINT "fee_paper_corrects_id_fkey" FOREIGN KEY ("corrects_id") REFERENCES "fee_paper"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fee_paper_line" ADD CONSTRAINT "fee_paper_line_transfer_id_fkey" FOREIGN KEY ("transfer_id") REFERENCES "transfer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fee_paper_line" ADD CONSTRAINT "fee_paper_line_paper_id_fkey" FOREIGN KEY ("paper_id") REFERENCES "fee_paper"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "legal_details" ADD CONSTRAINT "legal_details_form" CHECK (form IN ('company', 'sole_trader', 'individual'));
ALTER TABLE "fee_paper" ADD CONSTRAINT "fee_paper_month" CHECK (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  ADD CONSTRAINT "fee_paper_kind" CHECK (
    kind = 'invoice' AND total_minor > 0 AND corrects_id IS NULL OR kind = 'credit_note' AND total_minor < 0 AND corrects_id IS NOT NULL),
  ADD CONSTRAINT "fee_paper_series" CHECK (operator_key = operator ->> 'taxNumber' AND year = extract(year FROM issued_at AT TIME ZONE 'UTC')),
  -- A month is over before it is invoiced.
  ADD CONSTRAINT "fee_paper_month_is_over" CHECK (to_char(issued_at AT TIME ZONE 'UTC', 'YYYY-MM') > month),
  -- VAT is within the total, rounded half away from zero.
  ADD CONSTRAINT "fee_paper_vat" CHECK (vat_minor = CASE WHEN vat_rate_basis_points IS NULL THEN 0
    ELSE round(total_minor::numeric * vat_rate_basis_points / (10000 + vat_rate_basis_points)) END),
  ADD CONSTRAINT "fee_paper_vat_rate" CHECK (vat_rate_basis_points BETWEEN 0 AND 5000);
ALTER TABLE "fee_paper_line" ADD CONSTRAINT "fee_paper_line_amount" CHECK (amount_minor <> 0);

-- One invoice an organisation, currency and month; one credit note a month for each invoice that it corrects.
CREATE UNIQUE INDEX "fee_paper_invoice_idx" ON "fee_paper" (organisation_id, currency, month) WHERE kind = 'invoice';
CREATE UNIQUE INDEX "fee_paper_credit_note_idx" ON "fee_paper" (corrects_id, month) WHERE kind = 'credit_note';

-- A number is given by the row it is given to: the counter is locked until the paper is there or is not, so none is skipped or given twice.
CREATE FUNCTION fee_paper_is_numbered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_RELID <> 'public.fee_paper'::regclass THEN
    RAISE EXCEPTION 'only papers are numbered' USING ERRCODE = 'restrict_violation';
  END IF;
  INSERT INTO paper_counter AS c (operator_key, year, kind, last_number) VALUES (NEW.operator_key, NEW.year, NEW.kind, 1)
    ON CONFLICT (operator_key, year, kind) DO UPDATE SET last_number = c.last_number + 1
    RETURNING last_number INTO NEW.number;
  RETURN NEW;
END $$;
CREATE TRIGGER "fee_paper_is_numbered" BEFORE INSERT ON "fee_paper" FOR EACH ROW EXECUTE FUNCTION fee_paper_is_numbered();
REVOKE EXECUTE ON FUNCTION fee_paper_is_numbered() FROM PUBLIC;

-- The sale that a fee was taken for or given back for. The one place that knows how a fee's transfer leads to it.
CREATE FUNCTION fee_sale_of(kind text, subject text) RETURNS text LANGUAGE sql STABLE AS $$ SELECT subject $$;

-- A line stands on a paper of its seller, with what the ledger says, from the moment on in which the paper is written and no later.
CREATE FUNCTION fee_paper_line_is_true() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM added l
      JOIN fee_paper p ON p.id = l.paper_id
      JOIN transfer t ON t.id = l.transfer_id
      LEFT JOIN sale s ON s.id = fee_sale_of(t.kind, t.subject_id)
      WHERE p.xmin::text <> pg_current_xact_id()::xid::text
        OR t.currency <> p.currency
        OR s.seller_organisation_id IS DISTINCT FROM p.organisation_id
        OR to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM') > p.month
        OR l.amount_minor <> CASE 'platform:fees:' || p.currency
          WHEN t.credit_account_id THEN t.amount_minor WHEN t.debit_account_id THEN -t.amount_minor ELSE 0 END) THEN
    RAISE EXCEPTION 'a line is no fee of its paper' USING ERRCODE = 'check_violation', CONSTRAINT = 'fee_paper_line_is_true';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "fee_paper_line_is_true" AFTER INSERT ON "fee_paper_line" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION fee_paper_line_is_true();

-- When the transaction ends, a paper is the sum of its lines, and what is given back is not more than was invoiced.
CREATE FUNCTION fee_paper_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT (count(*), coalesce(sum(amount_minor), 0)) FROM fee_paper_line WHERE paper_id = NEW.id)
      IS DISTINCT FROM (NEW.line_count::bigint, NEW.total_minor::numeric) THEN
    RAISE EXCEPTION 'paper % is not the sum of its lines', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'fee_paper_adds_up';
  END IF;
  IF NEW.kind = 'credit_note' AND NOT EXISTS (SELECT FROM fee_paper p WHERE p.id = NEW.corrects_id AND p.kind = 'invoice'
      AND p.organisation_id = NEW.organisation_id AND p.currency = NEW.currency AND p.month < NEW.month
      AND p.vat_rate_basis_points IS NOT DISTINCT FROM NEW.vat_rate_basis_points
      AND p.total_minor + (SELECT sum(c.total_minor) FROM fee_paper c WHERE c.corrects_id = p.id) >= 0) THEN
    RAISE EXCEPTION 'paper % corrects no invoice', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'fee_paper_corrects';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "fee_paper_adds_up" AFTER INSERT ON "fee_paper" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION fee_paper_adds_up();

CREATE TRIGGER "fee_paper_is_immutable" BEFORE UPDATE OR DELETE ON "fee_paper" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "fee_paper_is_not_emptied" BEFORE TRUNCATE ON "fee_paper" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "fee_paper_line_is_immutable" BEFORE UPDATE OR DELETE ON "fee_paper_line" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "fee_paper_line_is_not_emptied" BEFORE TRUNCATE ON "fee_paper_line" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A counter only ever goes up by one, and by a paper.
CREATE FUNCTION refuse_number_by_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'numbers are given by papers and not written by hand' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "paper_counter_follows_papers" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "paper_counter"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_number_by_hand();

GRANT SELECT, INSERT, UPDATE ON "legal_details" TO birja_app;
GRANT SELECT ON "paper_counter" TO birja_app;
GRANT SELECT, INSERT ON "fee_paper", "fee_paper_line" TO birja_app;
