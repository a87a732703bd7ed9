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
