-- CreateTable
CREATE TABLE "bank_booking" (
    "id" TEXT NOT NULL,
    "receipt_id" TEXT NOT NULL,
    "invoice_id" TEXT,
    "organisation_id" TEXT,
    "reason" TEXT,
    "status" TEXT NOT NULL,
    "needs_second" BOOLEAN NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "bank_booking_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "bank_booking_receipt_id_idx" ON "bank_booking"("receipt_id");
CREATE INDEX "bank_booking_organisation_id_created_at_idx" ON "bank_booking"("organisation_id", "created_at");
CREATE INDEX "bank_booking_created_by_created_at_idx" ON "bank_booking"("created_by", "created_at");

-- AddForeignKey
ALTER TABLE "bank_booking" ADD CONSTRAINT "bank_booking_receipt_id_fkey" FOREIGN KEY ("receipt_id") REFERENCES "bank_receipt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "bank_booking" ADD CONSTRAINT "bank_booking_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "bank_invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "bank_booking" ADD CONSTRAINT "bank_booking_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What somebody says that money at the bank is: paid for an invoice, or a cost that came back, with why it is one.
ALTER TABLE "bank_booking" ADD CONSTRAINT "bank_booking_status" CHECK (status IN ('waiting', 'posted', 'rejected')),
  ADD CONSTRAINT "bank_booking_amount" CHECK (amount_minor > 0),
  ADD CONSTRAINT "bank_booking_is_one_thing" CHECK (
    invoice_id IS NOT NULL AND organisation_id IS NOT NULL AND reason IS NULL
    OR invoice_id IS NULL AND organisation_id IS NULL AND reason IS NOT NULL AND length(reason) BETWEEN 10 AND 500),
  ADD CONSTRAINT "bank_booking_is_decided" CHECK ((status = 'waiting') = (decided_at IS NULL)),
  -- A second person is another person.
  ADD CONSTRAINT "bank_booking_by_two" CHECK (NOT needs_second OR status <> 'posted' OR decided_by IS NOT NULL AND decided_by <> created_by);
-- A receipt is one thing, whoever presses at the same moment; what was turned down may be asked for anew.
CREATE UNIQUE INDEX "bank_booking_receipt_key" ON "bank_booking" ("receipt_id") WHERE status <> 'rejected';
CREATE INDEX "bank_booking_waiting_idx" ON "bank_booking" ("id") WHERE status = 'waiting';

ALTER TABLE "bank_receipt" DROP CONSTRAINT "bank_receipt_status",
  ADD CONSTRAINT "bank_receipt_status" CHECK (status IN ('waiting', 'booked', 'dismissed', 'double', 'cost_return'));

INSERT INTO "transfer_kind" ("kind", "debit_kind", "credit_kind") VALUES ('bank_cost_return', 'bank_clearing', 'bank_costs');

CREATE FUNCTION bank_booking_is_its_receipt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM bank_receipt r WHERE r.id = NEW.receipt_id AND r.status = 'waiting'
      AND (r.currency, r.amount_minor) = (NEW.currency, NEW.amount_minor))
    OR NEW.invoice_id IS NOT NULL AND NOT EXISTS (SELECT FROM bank_invoice i WHERE i.id = NEW.invoice_id AND i.organisation_id = NEW.organisation_id) THEN
    RAISE EXCEPTION 'booking % is not its receipt', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_booking_is_its_receipt';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "bank_booking_is_its_receipt" BEFORE INSERT ON "bank_booking" FOR EACH ROW EXECUTE FUNCTION bank_booking_is_its_receipt();

CREATE FUNCTION bank_booking_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.receipt_id, NEW.invoice_id, NEW.organisation_id, NEW.reason, NEW.needs_second, NEW.currency, NEW.amount_minor, NEW.created_by, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.receipt_id, OLD.invoice_id, OLD.organisation_id, OLD.reason, OLD.needs_second, OLD.currency, OLD.amount_minor, OLD.created_by, OLD.created_at) THEN
    RAISE EXCEPTION 'the terms of a booking are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.status <> 'waiting' AND (NEW.status, NEW.decided_by, NEW.decided_at) IS DISTINCT FROM (OLD.status, OLD.decided_by, OLD.decided_at) THEN
    RAISE EXCEPTION 'a booking that is % does not become %', OLD.status, NEW.status USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "bank_booking_terms_stay" BEFORE UPDATE ON "bank_booking" FOR EACH ROW EXECUTE FUNCTION bank_booking_terms_stay();
CREATE TRIGGER "bank_booking_is_not_removed" BEFORE DELETE ON "bank_booking" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "bank_booking_is_not_emptied" BEFORE TRUNCATE ON "bank_booking" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A receipt becomes what was said of it and agreed to, and nothing else while somebody is asked.
CREATE FUNCTION bank_receipt_is_vouched_for() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status IN ('booked', 'cost_return') THEN
    IF NOT EXISTS (SELECT FROM bank_booking b WHERE b.receipt_id = NEW.id AND b.status = 'posted'
        AND b.invoice_id IS NOT DISTINCT FROM NEW.invoice_id AND b.organisation_id IS NOT DISTINCT FROM NEW.organisation_id) THEN
      RAISE EXCEPTION 'nobody vouches for receipt %', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_receipt_is_vouched_for';
    END IF;
  ELSIF EXISTS (SELECT FROM bank_booking b WHERE b.receipt_id = NEW.id AND b.status = 'waiting') THEN
    RAISE EXCEPTION 'somebody is asked about receipt %', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_receipt_is_vouched_for';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "bank_receipt_is_vouched_for" AFTER UPDATE OF "status" ON "bank_receipt" FOR EACH ROW WHEN (NEW.status <> OLD.status)
  EXECUTE FUNCTION bank_receipt_is_vouched_for();

-- What came back of a cost stays so, as what is booked does.
CREATE FUNCTION bank_cost_return_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a receipt that is booked is not changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "bank_cost_return_stays" BEFORE UPDATE ON "bank_receipt" FOR EACH ROW WHEN (OLD.status = 'cost_return')
  EXECUTE FUNCTION bank_cost_return_stays();

CREATE FUNCTION bank_cost_return_is_known() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM bank_receipt r WHERE r.id = NEW.subject_id AND r.status = 'cost_return' AND r.amount_minor = NEW.amount_minor
      AND NEW.key = 'bank_cost_return:' || r.id
      AND NEW.debit_account_id = 'platform:bank_clearing:' || r.currency
      AND NEW.credit_account_id = 'platform:bank_costs:' || r.currency) THEN
    RAISE EXCEPTION 'transfer % is no cost that came back', NEW.key USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_cost_return_is_known';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "bank_cost_return_is_known" AFTER INSERT ON "transfer" FOR EACH ROW WHEN (NEW.kind = 'bank_cost_return')
  EXECUTE FUNCTION bank_cost_return_is_known();

GRANT SELECT, INSERT, UPDATE ON "bank_booking" TO birja_app;

-- A payment page that its payer gave up: a job closes it at Stripe.
ALTER TABLE "top_up" ADD COLUMN "dropped_at" TIMESTAMPTZ(3);
CREATE FUNCTION top_up_stays_dropped() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.dropped_at IS NOT NULL OR OLD.status <> 'open' THEN
    RAISE EXCEPTION 'a top-up is given up once, while it is open' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "top_up_stays_dropped" BEFORE UPDATE OF "dropped_at" ON "top_up" FOR EACH ROW
  WHEN (NEW.dropped_at IS DISTINCT FROM OLD.dropped_at) EXECUTE FUNCTION top_up_stays_dropped();
