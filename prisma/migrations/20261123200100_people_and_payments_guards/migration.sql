-- Who trades here already was let in before there was a review.
UPDATE "organisation" SET review_status = 'approved';

ALTER TABLE "organisation" ADD CONSTRAINT "organisation_review" CHECK (review_status IN ('waiting', 'approved', 'refused'));
ALTER TABLE "niche" ADD CONSTRAINT "niche_trade" CHECK (trade IN ('open', 'reviewed', 'forbidden'));
ALTER TABLE "email_token" ADD CONSTRAINT "email_token_purpose" CHECK (purpose IN ('confirm_email', 'reset_password'));
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_role" CHECK (role IN ('owner', 'manager', 'agent')),
  ADD CONSTRAINT "invitation_email_lower" CHECK (email = lower(email));
ALTER TABLE "mail" ADD CONSTRAINT "mail_status" CHECK (status IN ('pending', 'sent', 'failed')),
  -- What it said is kept no longer than it takes to send it.
  ADD CONSTRAINT "mail_is_forgotten" CHECK ((status = 'pending') = (sealed IS NOT NULL));
ALTER TABLE "top_up" ADD CONSTRAINT "top_up_amount" CHECK (amount_minor > 0),
  ADD CONSTRAINT "top_up_status" CHECK (status IN ('open', 'paid', 'expired', 'failed')),
  ADD CONSTRAINT "top_up_paid_at" CHECK ((status = 'paid') = (paid_at IS NOT NULL));
ALTER TABLE "payout" ADD CONSTRAINT "payout_amount" CHECK (amount_minor > 0),
  ADD CONSTRAINT "payout_status" CHECK (status IN ('pending', 'sent', 'failed', 'reversed'));
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_status"
    CHECK (status IN ('checking', 'awaiting_seller', 'awaiting_moderator', 'decided', 'appealed')),
  ADD CONSTRAINT "dispute_reply" CHECK (reply IN ('agrees', 'contests')),
  ADD CONSTRAINT "dispute_outcome" CHECK (outcome IN ('upheld', 'refused')),
  ADD CONSTRAINT "dispute_is_ruled" CHECK ((status = 'decided') = (outcome IS NOT NULL)
    AND (outcome IS NULL) = (ruled_by IS NULL) AND (outcome IS NULL) = (ruled_at IS NULL));
ALTER TABLE "sale_work" ADD CONSTRAINT "sale_work_outcome"
    CHECK (outcome IN ('new', 'reached', 'no_answer', 'callback', 'meeting', 'won', 'lost', 'junk')),
  ADD CONSTRAINT "sale_work_junk_has_a_reason" CHECK ((outcome = 'junk') = (junk_reason IS NOT NULL));
ALTER TABLE "work_entry" ADD CONSTRAINT "work_entry_outcome"
    CHECK (outcome IN ('reached', 'no_answer', 'callback', 'meeting', 'won', 'lost', 'junk', 'note'));

CREATE INDEX "organisation_blocked_idx" ON "organisation" ("id") WHERE blocked_at IS NOT NULL;
CREATE INDEX "offer_waiting_idx" ON "offer" ("submitted_at") WHERE status = 'review';
CREATE INDEX "dispute_open_idx" ON "dispute" ("reply_until") WHERE status <> 'decided';
CREATE INDEX "stripe_event_waiting_idx" ON "stripe_event" ("received_at") WHERE worked_at IS NULL;
CREATE INDEX "top_up_open_idx" ON "top_up" ("created_at") WHERE status = 'open';
CREATE INDEX "payout_pending_idx" ON "payout" ("created_at") WHERE status = 'pending';

INSERT INTO "transfer_kind" ("kind", "debit_kind", "credit_kind") VALUES
  ('top_up', 'stripe_clearing', 'spendable'),
  ('dispute_share', 'pending', 'spendable'),
  ('dispute_fee', 'fees', 'spendable'),
  ('payout', 'available', 'stripe_clearing'),
  ('payout_return', 'stripe_clearing', 'available');

-- Money comes in only for a payment that this organisation means to make, in its full amount, and once.
CREATE FUNCTION top_up_is_known() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM top_up t WHERE t.id = NEW.subject_id AND t.amount_minor = NEW.amount_minor
      AND NEW.credit_account_id = t.organisation_id || ':spendable:' || t.currency
      AND NEW.debit_account_id = 'platform:stripe_clearing:' || t.currency) THEN
    RAISE EXCEPTION 'transfer % is no top-up that was asked for', NEW.key USING ERRCODE = 'check_violation', CONSTRAINT = 'top_up_is_known';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "top_up_is_known" AFTER INSERT ON "transfer" FOR EACH ROW WHEN (NEW.kind = 'top_up')
  EXECUTE FUNCTION top_up_is_known();

-- Money goes back for a sale only while it is disputed and its dispute is upheld: the seller's share and the fee, each once.
CREATE FUNCTION refund_is_ruled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM sale s JOIN dispute d ON d.sale_id = s.id
      WHERE s.id = NEW.subject_id AND s.status = 'disputed' AND d.outcome = 'upheld'
      AND NEW.credit_account_id = s.buyer_organisation_id || ':spendable:' || s.currency
      AND (NEW.kind = 'dispute_share' AND NEW.amount_minor = s.price_minor - s.fee_minor
          AND NEW.debit_account_id = s.seller_organisation_id || ':pending:' || s.currency
        OR NEW.kind = 'dispute_fee' AND NEW.amount_minor = s.fee_minor
          AND NEW.debit_account_id = 'platform:fees:' || s.currency)) THEN
    RAISE EXCEPTION 'transfer % refunds nothing that was ruled', NEW.key USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_is_ruled';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "refund_is_ruled" AFTER INSERT ON "transfer" FOR EACH ROW WHEN (NEW.kind IN ('dispute_share', 'dispute_fee'))
  EXECUTE FUNCTION refund_is_ruled();

-- Money leaves for a seller, and comes back, only as a payout of theirs says.
CREATE FUNCTION payout_is_known() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  seller text := CASE NEW.kind WHEN 'payout' THEN NEW.debit_account_id ELSE NEW.credit_account_id END;
  clearing text := CASE NEW.kind WHEN 'payout' THEN NEW.credit_account_id ELSE NEW.debit_account_id END;
BEGIN
  IF NOT EXISTS (SELECT FROM payout p WHERE p.id = NEW.subject_id AND p.amount_minor = NEW.amount_minor
      AND seller = p.organisation_id || ':available:' || p.currency
      AND clearing = 'platform:stripe_clearing:' || p.currency) THEN
    RAISE EXCEPTION 'transfer % is no payout that was decided', NEW.key USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_is_known';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "payout_is_known" AFTER INSERT ON "transfer" FOR EACH ROW WHEN (NEW.kind IN ('payout', 'payout_return'))
  EXECUTE FUNCTION payout_is_known();

-- What was asked for does not change afterwards; only what became of it.
CREATE FUNCTION top_up_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.organisation_id, NEW.currency, NEW.amount_minor, NEW.created_by, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.organisation_id, OLD.currency, OLD.amount_minor, OLD.created_by, OLD.created_at) THEN
    RAISE EXCEPTION 'the terms of a top-up are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.status = 'paid' AND NEW.status <> 'paid' THEN
    RAISE EXCEPTION 'a top-up that is paid stays paid' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "top_up_terms_stay" BEFORE UPDATE ON "top_up" FOR EACH ROW EXECUTE FUNCTION top_up_terms_stay();

CREATE FUNCTION payout_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.organisation_id, NEW.currency, NEW.amount_minor, NEW.stripe_account_id, NEW.created_by, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.organisation_id, OLD.currency, OLD.amount_minor, OLD.stripe_account_id, OLD.created_by, OLD.created_at) THEN
    RAISE EXCEPTION 'the terms of a payout are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (('pending', 'sent'), ('pending', 'failed'), ('sent', 'reversed')) THEN
    RAISE EXCEPTION 'a payout that is % does not become %', OLD.status, NEW.status USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "payout_terms_stay" BEFORE UPDATE ON "payout" FOR EACH ROW EXECUTE FUNCTION payout_terms_stay();

-- A ruling stands; so do the claim and the answer it was made on.
CREATE FUNCTION dispute_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'decided' THEN
    RAISE EXCEPTION 'a dispute that is decided is not changed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.id, NEW.sale_id, NEW.buyer_organisation_id, NEW.seller_organisation_id, NEW.reason, NEW.sealed_detail, NEW.currency,
      NEW.refund_minor, NEW.opened_by, NEW.opened_at)
    IS DISTINCT FROM (OLD.id, OLD.sale_id, OLD.buyer_organisation_id, OLD.seller_organisation_id, OLD.reason, OLD.sealed_detail, OLD.currency,
      OLD.refund_minor, OLD.opened_by, OLD.opened_at)
    OR OLD.reply IS NOT NULL AND (NEW.reply, NEW.sealed_reply, NEW.replied_by, NEW.replied_at)
      IS DISTINCT FROM (OLD.reply, OLD.sealed_reply, OLD.replied_by, OLD.replied_at) THEN
    RAISE EXCEPTION 'what was claimed and answered is not changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "dispute_terms_stay" BEFORE UPDATE ON "dispute" FOR EACH ROW EXECUTE FUNCTION dispute_terms_stay();

-- A sale is disputed exactly while a dispute about it is open.
CREATE FUNCTION sale_is_disputed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'disputed' AND NOT EXISTS (SELECT FROM dispute WHERE sale_id = NEW.id AND status <> 'decided')
    OR OLD.status = 'disputed' AND NEW.status = 'held' AND NOT EXISTS (SELECT FROM dispute WHERE sale_id = NEW.id AND outcome = 'refused')
    OR NEW.status = 'refunded' AND NOT EXISTS (SELECT FROM dispute WHERE sale_id = NEW.id AND outcome = 'upheld') THEN
    RAISE EXCEPTION 'sale % does not become % by its dispute', NEW.id, NEW.status USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "sale_is_disputed" AFTER UPDATE ON "sale" FOR EACH ROW WHEN (NEW.status <> OLD.status)
  EXECUTE FUNCTION sale_is_disputed();

CREATE TRIGGER "work_entry_is_immutable" BEFORE UPDATE ON "work_entry" FOR EACH ROW EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT, UPDATE, DELETE ON "session", "email_token", "invitation", "attempt_count", "setting", "mail" TO birja_app;
GRANT SELECT, INSERT, UPDATE ON "top_up", "stripe_event", "payout_account", "payout", "dispute", "sale_work" TO birja_app;
GRANT SELECT, INSERT ON "work_entry" TO birja_app;
-- What an admin may change of a niche; what it is called and where it stands in the tree comes with a release.
GRANT UPDATE ("fee_basis_points", "trade", "questions", "edited_at") ON "niche" TO birja_app;
