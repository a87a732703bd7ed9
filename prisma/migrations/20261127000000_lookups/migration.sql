-- Sums and statements of an account are read from its index alone: without what they add up in it, the table was read whole for
-- each, the ledger of all organisations. The keys stay what they were.
DROP INDEX IF EXISTS "transfer_credit_account_id_id_idx";
CREATE INDEX "transfer_credit_account_id_id_idx" ON "transfer"("credit_account_id", "id") INCLUDE ("kind", "amount_minor", "created_at");
DROP INDEX IF EXISTS "transfer_debit_account_id_id_idx";
CREATE INDEX "transfer_debit_account_id_id_idx" ON "transfer"("debit_account_id", "id") INCLUDE ("kind", "amount_minor", "created_at");

-- Fees that were given back, however old their sale: what credit notes are looked for in.
CREATE INDEX "sale_refunded_idx" ON "sale"("seller_organisation_id", "id") WHERE status = 'refunded';

-- A day's entries by hand of one writer.
CREATE INDEX "correction_created_by_created_at_idx" ON "correction"("created_by", "created_at");
