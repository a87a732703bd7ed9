-- Who read whose contact, when, by which way and why. It holds ids only, so it stays when the person goes.
CREATE TABLE "contact_reading" (
  "lead_id" TEXT NOT NULL,
  "way" TEXT NOT NULL,
  "reader" TEXT NOT NULL,
  "occasion" TEXT NOT NULL,
  "why" TEXT NOT NULL,
  "organisation_id" TEXT,
  "sale_id" TEXT,
  "origin" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "contact_reading_pkey" PRIMARY KEY ("lead_id", "way", "reader", "occasion")
);
CREATE INDEX "contact_reading_organisation_id_at_idx" ON "contact_reading" ("organisation_id", "at");
ALTER TABLE "contact_reading" ADD CONSTRAINT "contact_reading_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead" ("id")
    ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "contact_reading_way" CHECK (way IN ('page', 'api', 'webhook', 'certificate', 'moderator', 'person')),
  ADD CONSTRAINT "contact_reading_why" CHECK (why IN ('bought', 'dispute', 'own'));
CREATE TRIGGER "contact_reading_is_immutable" BEFORE UPDATE OR DELETE ON "contact_reading" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "contact_reading_is_not_emptied" BEFORE TRUNCATE ON "contact_reading" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What was read before this log was kept stands in the audit: once a day for each person and sale.
INSERT INTO "contact_reading" (lead_id, way, reader, occasion, why, organisation_id, sale_id, origin, at)
  SELECT s.lead_id, CASE WHEN a.organisation_id IS NULL THEN 'moderator' ELSE 'page' END, a.actor, 'audit ' || a.id,
    CASE WHEN a.organisation_id IS NULL THEN 'dispute' ELSE 'bought' END, a.organisation_id, s.id, a.origin, a.at
  FROM audit_entry a JOIN sale s ON s.id = a.subject_id WHERE a.action = 'contact.read';

-- That a person was told who has their data: once a lead, however often it is sold.
CREATE TABLE "person_receipt" (
  "lead_id" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "error_code" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "person_receipt_pkey" PRIMARY KEY ("lead_id")
);
ALTER TABLE "person_receipt" ADD CONSTRAINT "person_receipt_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead" ("id")
    ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "person_receipt_status" CHECK (status IN ('pending', 'sent', 'failed', 'no_address', 'erased')),
  ADD CONSTRAINT "person_receipt_ends" CHECK ((status = 'pending') = (ended_at IS NULL));

-- That a person withdrew, and what every buyer did about it.
CREATE TABLE "withdrawal" (
  "lead_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "suppressed" BOOLEAN NOT NULL,
  "seller_organisation_id" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "withdrawal_pkey" PRIMARY KEY ("lead_id")
);
CREATE INDEX "withdrawal_seller_organisation_id_at_idx" ON "withdrawal" ("seller_organisation_id", "at");
ALTER TABLE "withdrawal" ADD CONSTRAINT "withdrawal_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead" ("id")
    ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "withdrawal_kind" CHECK (kind IN ('changed_mind', 'never_asked'));
CREATE TRIGGER "withdrawal_is_immutable" BEFORE UPDATE OR DELETE ON "withdrawal" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "withdrawal_is_not_emptied" BEFORE TRUNCATE ON "withdrawal" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE "withdrawal_notice" (
  "sale_id" TEXT NOT NULL,
  "lead_id" TEXT NOT NULL,
  "buyer_organisation_id" TEXT NOT NULL,
  "told_at" TIMESTAMPTZ(3) NOT NULL,
  "erased_at" TIMESTAMPTZ(3),
  "erased_by" TEXT,
  CONSTRAINT "withdrawal_notice_pkey" PRIMARY KEY ("sale_id")
);
CREATE INDEX "withdrawal_notice_lead_id_idx" ON "withdrawal_notice" ("lead_id");
CREATE INDEX "withdrawal_notice_buyer_organisation_id_told_at_idx" ON "withdrawal_notice" ("buyer_organisation_id", "told_at");
ALTER TABLE "withdrawal_notice" ADD CONSTRAINT "withdrawal_notice_sale_id_fkey" FOREIGN KEY ("sale_id") REFERENCES "sale" ("id")
    ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "withdrawal_notice_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "withdrawal" ("lead_id")
    ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "withdrawal_notice_erased" CHECK ((erased_at IS NULL) = (erased_by IS NULL));

-- What a buyer said to have erased stays said.
CREATE FUNCTION withdrawal_notice_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.sale_id, NEW.lead_id, NEW.buyer_organisation_id, NEW.told_at)
    IS DISTINCT FROM (OLD.sale_id, OLD.lead_id, OLD.buyer_organisation_id, OLD.told_at) OR OLD.erased_at IS NOT NULL THEN
    RAISE EXCEPTION 'what was said of sale % stays', OLD.sale_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "withdrawal_notice_stays" BEFORE UPDATE ON "withdrawal_notice" FOR EACH ROW EXECUTE FUNCTION withdrawal_notice_stays();
CREATE TRIGGER "withdrawal_notice_is_not_removed" BEFORE DELETE ON "withdrawal_notice" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A lead that was withdrawn or has run out keeps neither contact nor key.
CREATE FUNCTION ended_lead_is_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM vault.lead_key WHERE lead_id = NEW.id) OR EXISTS (SELECT FROM lead_contact WHERE lead_id = NEW.id) THEN
    RAISE EXCEPTION 'lead % is % and not erased', NEW.id, NEW.status USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "ended_lead_is_erased" AFTER UPDATE ON "lead" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.status IN ('withdrawn', 'expired')) EXECUTE FUNCTION ended_lead_is_erased();

-- The details of a payout are sealed anew when keys are rotated, and only by who says that this is what it does. What they say
-- cannot be exchanged so: they are bound to their payout, and who cannot unseal cannot seal.
CREATE OR REPLACE FUNCTION bank_payout_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  batch text := (SELECT status FROM bank_batch WHERE id = NEW.batch_id);
BEGIN
  IF (NEW.id, NEW.batch_id, NEW.organisation_id, NEW.currency, NEW.amount_minor, NEW.masked, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.batch_id, OLD.organisation_id, OLD.currency, OLD.amount_minor, OLD.masked, OLD.created_at)
    OR NEW.sealed <> OLD.sealed AND coalesce(current_setting('birja.rotates_keys', true), '') <> 'yes' THEN
    RAISE EXCEPTION 'the terms of a payout are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.status <> OLD.status AND (OLD.status, NEW.status, batch) NOT IN (
      ('pending', 'cancelled', 'proposed'), ('pending', 'cancelled', 'rejected'), ('pending', 'sent', 'sent'),
      ('sent', 'paid', 'sent'), ('sent', 'returned', 'sent'), ('paid', 'returned', 'sent')) THEN
    RAISE EXCEPTION 'a payout that is % does not become % in a batch that is %', OLD.status, NEW.status, batch USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- By which key a secret is sealed: its name stands in front.
CREATE FUNCTION sealing_key(sealed bytea) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT convert_from(substring(sealed FROM 2 FOR get_byte(sealed, 0)), 'UTF8')
$$;

-- Countries whose organisations an organisation may not trade with, as the operator set it.
CREATE FUNCTION countries_barred_to(country text) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(CASE WHEN pair ->> 0 = country THEN pair ->> 1 ELSE pair ->> 0 END), '{}')
  FROM setting, jsonb_array_elements(value) AS pair
  WHERE key = 'barred_pairs' AND country IN (pair ->> 0, pair ->> 1)
$$;

-- Whether two organisations may not trade with one another.
CREATE FUNCTION trade_is_barred(one text, other text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM organisation a, organisation b
    WHERE a.id = one AND b.id = other AND b.country_code = ANY (countries_barred_to(a.country_code)))
$$;

-- Whether the operator's own country may not pay an organisation's.
CREATE FUNCTION payout_is_barred(organisation_id text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM organisation o, setting s
    WHERE o.id = organisation_id AND s.key = 'operator'
      AND o.country_code = ANY (countries_barred_to(s.value -> 'party' ->> 'countryCode')))
$$;

GRANT SELECT, INSERT ON "contact_reading", "withdrawal" TO birja_app;
GRANT SELECT, INSERT, UPDATE ON "person_receipt", "withdrawal_notice" TO birja_app;
