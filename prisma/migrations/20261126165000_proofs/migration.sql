-- What a bank takes back is a payment by card, whether somebody made it or it was made by itself.
ALTER TABLE "chargeback" DROP CONSTRAINT "chargeback_top_up_id_fkey";
ALTER TABLE "chargeback" RENAME COLUMN "top_up_id" TO "charge_id";
ALTER INDEX "chargeback_top_up_id_idx" RENAME TO "chargeback_charge_id_idx";
ALTER TABLE "chargeback" ADD CONSTRAINT "chargeback_charge_id_fkey" FOREIGN KEY ("charge_id") REFERENCES "card_charge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE OR REPLACE FUNCTION chargeback_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.organisation_id, NEW.charge_id, NEW.stripe_dispute_id, NEW.currency, NEW.opened_at, NEW.created_at)
      IS DISTINCT FROM (OLD.id, OLD.organisation_id, OLD.charge_id, OLD.stripe_dispute_id, OLD.currency, OLD.opened_at, OLD.created_at)
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

-- A chargeback is its payer's, of a payment of theirs.
CREATE FUNCTION chargeback_is_of_a_charge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM card_charge WHERE id = NEW.charge_id AND organisation_id = NEW.organisation_id AND currency = NEW.currency) THEN
    RAISE EXCEPTION 'chargeback % is of no payment of its payer', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'chargeback_is_of_a_charge';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "chargeback_is_of_a_charge" BEFORE INSERT ON "chargeback" FOR EACH ROW EXECUTE FUNCTION chargeback_is_of_a_charge();

-- Who would spend locks wallets first and then looks whose money stands still: a freeze that was ahead of the lock is seen,
-- one that comes after it waits. In one call, since it is asked for every sale.
CREATE FUNCTION lock_wallets(account_ids text[]) RETURNS TABLE (account_id text, balance_minor bigint, frozen boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM lock_balances(account_ids);
  RETURN QUERY SELECT b.account_id, b.balance_minor, coalesce(o.money_frozen_at IS NOT NULL, false)
    FROM account_balance b JOIN account a ON a.id = b.account_id LEFT JOIN organisation o ON o.id = a.organisation_id
    WHERE b.account_id = ANY (account_ids);
END $$;
REVOKE EXECUTE ON FUNCTION lock_wallets(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lock_wallets(text[]) TO birja_app;

-- A difference with Stripe that a person has looked at and closed, with why. It holds for the line as it stood then.
CREATE TABLE "reconciliation_closure" (
    "id" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "stripe_minor" BIGINT,
    "ours_minor" BIGINT,
    "reason" TEXT NOT NULL,
    "closed_by" TEXT NOT NULL,
    "closed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reconciliation_closure_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "reconciliation_closure_line_id_idx" ON "reconciliation_closure"("line_id");
CREATE INDEX "reconciliation_closure_closed_at_idx" ON "reconciliation_closure"("closed_at");
ALTER TABLE "reconciliation_closure" ADD CONSTRAINT "reconciliation_closure_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "reconciliation_line"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "reconciliation_closure" ADD CONSTRAINT "reconciliation_closure_reason" CHECK (length(reason) BETWEEN 10 AND 500);

CREATE FUNCTION reconciliation_line_is_open(l "reconciliation_line") RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT l.settled_at IS NULL AND NOT EXISTS (SELECT FROM reconciliation_closure c WHERE c.line_id = l.id
    AND (c.verdict, c.stripe_minor, c.ours_minor) IS NOT DISTINCT FROM (l.verdict, l.stripe_minor, l.ours_minor))
$$;

-- Only what is open and on nobody's way is closed, as it stands, and once.
CREATE FUNCTION reconciliation_closure_is_of_open_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM reconciliation_line WHERE id = NEW.line_id FOR UPDATE;
  IF NOT EXISTS (SELECT FROM reconciliation_line l WHERE l.id = NEW.line_id AND reconciliation_line_is_open(l) AND l.verdict <> 'in_flight'
      AND (l.verdict, l.stripe_minor, l.ours_minor) IS NOT DISTINCT FROM (NEW.verdict, NEW.stripe_minor, NEW.ours_minor)) THEN
    RAISE EXCEPTION 'line % is not open as it is closed', NEW.line_id USING ERRCODE = 'check_violation', CONSTRAINT = 'reconciliation_closure_is_of_open_line';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "reconciliation_closure_is_of_open_line" BEFORE INSERT ON "reconciliation_closure" FOR EACH ROW EXECUTE FUNCTION reconciliation_closure_is_of_open_line();
CREATE TRIGGER "reconciliation_closure_is_immutable" BEFORE UPDATE OR DELETE ON "reconciliation_closure" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "reconciliation_closure_is_not_emptied" BEFORE TRUNCATE ON "reconciliation_closure" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON "reconciliation_closure" TO birja_app;
REVOKE UPDATE, DELETE, TRUNCATE ON "reconciliation_closure" FROM birja_app;
