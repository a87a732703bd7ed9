-- Rules that hold whoever writes.

ALTER TABLE "organisation" ADD CONSTRAINT "organisation_trades" CHECK (sells OR buys);
ALTER TABLE "person" ADD CONSTRAINT "person_email_lower" CHECK (email = lower(email)),
  ADD CONSTRAINT "person_platform_role" CHECK (platform_role IN ('moderator', 'admin'));
ALTER TABLE "membership" ADD CONSTRAINT "membership_role" CHECK (role IN ('owner', 'manager', 'agent'));
ALTER TABLE "region" ADD CONSTRAINT "region_kind" CHECK (kind IN ('country', 'subdivision', 'city'));
ALTER TABLE "niche" ADD CONSTRAINT "niche_fee" CHECK (fee_basis_points BETWEEN 0 AND 5000);
ALTER TABLE "offer" ADD CONSTRAINT "offer_ask" CHECK (ask_minor > 0),
  ADD CONSTRAINT "offer_exclusivity" CHECK (
    (exclusivity = 'exclusive' AND max_sells = 1) OR (exclusivity = 'shared' AND max_sells BETWEEN 2 AND 10)),
  ADD CONSTRAINT "offer_status" CHECK (status IN ('draft', 'review', 'active', 'paused'));
ALTER TABLE "lead" ADD CONSTRAINT "lead_status"
    CHECK (status IN ('validating', 'rejected', 'duplicate', 'available', 'sold', 'expired', 'withdrawn')),
  ADD CONSTRAINT "lead_sold_at_most" CHECK (sales_count BETWEEN 0 AND max_sells),
  ADD CONSTRAINT "lead_sold_means_sales" CHECK ((status = 'sold') <= (sales_count > 0)),
  ADD CONSTRAINT "lead_test_is_never_sold" CHECK (NOT (test AND sales_count > 0));
ALTER TABLE "standing_order" ADD CONSTRAINT "order_max_price" CHECK (max_price_minor > 0),
  -- A zone the database cannot use would stop every lead that meets the order.
  ADD CONSTRAINT "order_timezone" CHECK (timestamptz '2000-01-01 00:00:00+00' AT TIME ZONE timezone IS NOT NULL),
  ADD CONSTRAINT "order_status" CHECK (status IN ('active', 'paused')),
  ADD CONSTRAINT "order_counters" CHECK (
    hour_count >= 0 AND day_count >= 0 AND week_count >= 0 AND month_count >= 0
    AND day_spent_minor >= 0 AND month_spent_minor >= 0 AND total_spent_minor >= 0);
ALTER TABLE "sale" ADD CONSTRAINT "sale_price_in_range" CHECK (price_minor BETWEEN ask_minor AND top_price_minor),
  ADD CONSTRAINT "sale_fee" CHECK (fee_minor >= 0 AND fee_minor <= price_minor),
  ADD CONSTRAINT "sale_status" CHECK (status IN ('held', 'disputed', 'released', 'refunded')),
  ADD CONSTRAINT "sale_not_to_oneself" CHECK (seller_organisation_id <> buyer_organisation_id);
ALTER TABLE "endpoint" ADD CONSTRAINT "endpoint_status" CHECK (status IN ('active', 'disabled'));
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_status" CHECK (status IN ('pending', 'delivered', 'failed'));

CREATE INDEX "lead_listing_idx" ON "lead" ("id") WHERE status IN ('available', 'sold') AND NOT test AND sales_count < max_sells;
CREATE INDEX "lead_waiting_idx" ON "lead" ("created_at") WHERE status = 'validating';
CREATE INDEX "sale_due_idx" ON "sale" ("dispute_until") WHERE status = 'held';

-- The ledger.

ALTER TABLE "account" ADD CONSTRAINT "account_kind" CHECK (
  CASE WHEN organisation_id IS NULL
    THEN kind IN ('fees', 'demo_funding', 'stripe_clearing', 'bank_clearing', 'chargebacks', 'goodwill')
    ELSE kind IN ('spendable', 'reserved', 'pending', 'available', 'debt')
  END),
  ADD CONSTRAINT "account_id_says_what_it_is" CHECK (id = coalesce(organisation_id, 'platform') || ':' || kind || ':' || currency);
ALTER TABLE "account_balance" ADD CONSTRAINT "account_balance_not_negative" CHECK (balance_minor >= 0);
ALTER TABLE "account_balance" SET (fillfactor = 50);
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_amount" CHECK (amount_minor > 0),
  ADD CONSTRAINT "transfer_two_accounts" CHECK (debit_account_id <> credit_account_id);

-- What a transfer's key stands for: the same key with another hash is another transfer and is refused.
CREATE FUNCTION transfer_input_hash(key text, kind text, debit text, credit text, currency text, amount bigint, subject text)
RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(concat_ws('|', key, kind, debit, credit, currency, amount::text, subject), 'UTF8'))
$$;
CREATE FUNCTION transfer_row_hash(input_hash bytea, actor text, origin text, created_at timestamptz)
RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(input_hash || convert_to(concat_ws('|', actor, origin, extract(epoch FROM created_at)::text), 'UTF8'))
$$;
-- Written once, when the row is: a row changed by hand no longer fits them.
CREATE FUNCTION transfer_is_hashed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.input_hash := transfer_input_hash(NEW.key, NEW.kind, NEW.debit_account_id, NEW.credit_account_id, NEW.currency, NEW.amount_minor, NEW.subject_id);
  NEW.row_hash := transfer_row_hash(NEW.input_hash, NEW.actor, NEW.origin, NEW.created_at);
  RETURN NEW;
END $$;
CREATE TRIGGER "transfer_is_hashed" BEFORE INSERT ON "transfer" FOR EACH ROW EXECUTE FUNCTION transfer_is_hashed();

INSERT INTO "transfer_kind" ("kind", "debit_kind", "credit_kind") VALUES
  ('demo_funding', 'demo_funding', 'spendable'),
  ('sale_share', 'spendable', 'pending'),
  ('sale_fee', 'spendable', 'fees'),
  ('hold_release', 'pending', 'available');

-- Only accounts that may not go below zero store a balance: any other would be a row that every sale waits for.
CREATE FUNCTION account_opens() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_RELID <> 'public.account'::regclass THEN
    RAISE EXCEPTION 'balances are opened for accounts only' USING ERRCODE = 'restrict_violation';
  END IF;
  INSERT INTO account_balance (account_id, balance_minor)
    SELECT id, 0 FROM opened WHERE kind IN ('spendable', 'reserved', 'available');
  RETURN NULL;
END $$;
CREATE TRIGGER "account_opens" AFTER INSERT ON "account" REFERENCING NEW TABLE AS opened
  FOR EACH STATEMENT EXECUTE FUNCTION account_opens();

-- The only writer of stored balances. Rows are locked in the order of their ids, so that two statements that
-- touch the same accounts wait for one another instead of dying of a deadlock.
CREATE FUNCTION transfer_moves_balances() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  misfit text;
BEGIN
  -- It runs with the owner's rights: hung on another table it would write balances without a transfer.
  IF TG_RELID <> 'public.transfer'::regclass THEN
    RAISE EXCEPTION 'balances follow from transfers only' USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT t.key INTO misfit FROM added t
    JOIN account d ON d.id = t.debit_account_id
    JOIN account c ON c.id = t.credit_account_id
    WHERE NOT EXISTS (SELECT FROM transfer_kind k
      WHERE k.kind = t.kind AND k.debit_kind = d.kind AND k.credit_kind = c.kind)
    LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'transfer % does not fit its kind', misfit USING ERRCODE = 'check_violation', CONSTRAINT = 'transfer_fits_kind';
  END IF;
  PERFORM FROM account_balance
    WHERE account_id IN (SELECT debit_account_id FROM added UNION ALL SELECT credit_account_id FROM added)
    ORDER BY account_id FOR UPDATE;
  UPDATE account_balance b SET balance_minor = b.balance_minor + moved.delta
    FROM (
      SELECT account_id, sum(delta)::bigint AS delta FROM (
        SELECT debit_account_id AS account_id, -amount_minor AS delta FROM added
        UNION ALL SELECT credit_account_id, amount_minor FROM added) legs
      GROUP BY account_id) moved
    WHERE b.account_id = moved.account_id AND moved.delta <> 0;
  RETURN NULL;
END $$;
CREATE TRIGGER "transfer_moves_balances" AFTER INSERT ON "transfer" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION transfer_moves_balances();

REVOKE EXECUTE ON FUNCTION account_opens(), transfer_moves_balances() FROM PUBLIC;

-- Money leaves a seller's hold for a sale of exactly that share, held no more than its dispute window, and once.
CREATE FUNCTION hold_release_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM sale s WHERE s.id = NEW.subject_id AND s.status = 'held' AND s.dispute_until <= NEW.created_at
      AND s.price_minor - s.fee_minor = NEW.amount_minor
      AND NEW.debit_account_id = s.seller_organisation_id || ':pending:' || s.currency
      AND NEW.credit_account_id = s.seller_organisation_id || ':available:' || s.currency) THEN
    RAISE EXCEPTION 'transfer % releases no hold that is due', NEW.key USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_release_is_due';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "hold_release_is_due" AFTER INSERT ON "transfer" FOR EACH ROW WHEN (NEW.kind = 'hold_release')
  EXECUTE FUNCTION hold_release_is_due();

-- What the application locks before it decides: it may read balances but not write them, and a lock counts as a write.
CREATE FUNCTION lock_balances(account_ids text[]) RETURNS TABLE (account_id text, balance_minor bigint)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT b.account_id, b.balance_minor FROM account_balance b
    WHERE b.account_id = ANY (account_ids) ORDER BY b.account_id FOR UPDATE
$$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "transfer_is_immutable" BEFORE UPDATE OR DELETE ON "transfer" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "transfer_is_not_emptied" BEFORE TRUNCATE ON "transfer" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "account_is_immutable" BEFORE UPDATE OR DELETE ON "account" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "account_is_not_emptied" BEFORE TRUNCATE ON "account" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "audit_entry_is_immutable" BEFORE UPDATE OR DELETE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "audit_entry_is_not_emptied" BEFORE TRUNCATE ON "audit_entry" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A stored balance is written by the ledger's own trigger and by nobody else, the owner included.
CREATE FUNCTION refuse_balance_by_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'a balance follows from transfers and is not written by hand' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "account_balance_follows_transfers" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "account_balance"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_balance_by_hand();

CREATE FUNCTION sale_terms_hash(s "sale") RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(concat_ws('|', s.id, s.lead_id, s.offer_id, coalesce(s.order_id, '-'), s.seller_organisation_id,
    s.buyer_organisation_id, s.currency, s.ask_minor::text, s.top_price_minor::text, s.price_minor::text, s.fee_minor::text,
    s.quote::text, s.auction::text, extract(epoch FROM s.sold_at)::text), 'UTF8'))
$$;
CREATE FUNCTION sale_is_hashed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.terms_hash := sale_terms_hash(NEW);
  RETURN NEW;
END $$;
CREATE TRIGGER "sale_is_hashed" BEFORE INSERT ON "sale" FOR EACH ROW EXECUTE FUNCTION sale_is_hashed();

-- A lead keeps the terms it was sent under.
CREATE FUNCTION lead_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.organisation_id, NEW.offer_id, NEW.niche_code, NEW.ask_minor, NEW.currency, NEW.max_sells, NEW.test)
    IS DISTINCT FROM (OLD.organisation_id, OLD.offer_id, OLD.niche_code, OLD.ask_minor, OLD.currency, OLD.max_sells, OLD.test) THEN
    RAISE EXCEPTION 'the terms of a lead are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "lead_terms_stay" BEFORE UPDATE ON "lead" FOR EACH ROW EXECUTE FUNCTION lead_terms_stay();

-- What a sale was sold for does not change afterwards; only its state does.
CREATE FUNCTION sale_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.lead_id, NEW.offer_id, NEW.order_id, NEW.seller_organisation_id, NEW.buyer_organisation_id, NEW.currency,
      NEW.ask_minor, NEW.top_price_minor, NEW.price_minor, NEW.fee_minor, NEW.quote, NEW.auction, NEW.terms_hash, NEW.sold_at)
    IS DISTINCT FROM
     (OLD.id, OLD.lead_id, OLD.offer_id, OLD.order_id, OLD.seller_organisation_id, OLD.buyer_organisation_id, OLD.currency,
      OLD.ask_minor, OLD.top_price_minor, OLD.price_minor, OLD.fee_minor, OLD.quote, OLD.auction, OLD.terms_hash, OLD.sold_at) THEN
    RAISE EXCEPTION 'the terms of a sale are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.dispute_until < OLD.dispute_until THEN
    RAISE EXCEPTION 'a dispute window is not shortened' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
      ('held', 'disputed'), ('held', 'released'), ('disputed', 'held'), ('disputed', 'refunded')) THEN
    RAISE EXCEPTION 'a sale that is % does not become %', OLD.status, NEW.status USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "sale_terms_stay" BEFORE UPDATE ON "sale" FOR EACH ROW EXECUTE FUNCTION sale_terms_stay();
CREATE TRIGGER "sale_is_not_removed" BEFORE DELETE ON "sale" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "sale_is_not_emptied" BEFORE TRUNCATE ON "sale" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The role that web and worker take. Roles belong to the cluster, so another database may have made it already.
DO $$ BEGIN
  CREATE ROLE birja_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
  IF NOT pg_has_role(current_user, 'birja_app', 'SET') THEN
    EXECUTE format('GRANT birja_app TO %I', current_user);
  END IF;
END $$;
GRANT USAGE ON SCHEMA public, vault TO birja_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, vault TO birja_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO birja_app;
REVOKE INSERT, UPDATE, DELETE ON "account_balance", "transfer_kind" FROM birja_app;
REVOKE UPDATE, DELETE ON "transfer", "account", "audit_entry" FROM birja_app;
REVOKE DELETE ON "sale", "lead", "offer", "organisation", "person", "endpoint", "delivery", "delivery_attempt" FROM birja_app;
REVOKE UPDATE, DELETE ON "lead_consent", "delivery_attempt" FROM birja_app;
REVOKE INSERT, UPDATE, DELETE ON "niche", "region", "_prisma_migrations" FROM birja_app;
REVOKE EXECUTE ON FUNCTION lock_balances(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lock_balances(text[]) TO birja_app;
