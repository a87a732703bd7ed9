-- By what later leads are compared with earlier ones: keyed hashes of source, address, device and need. Nothing in the clear.
CREATE TABLE "lead_trace" (
  "hash" BYTEA NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "lead_id" TEXT NOT NULL,
  CONSTRAINT "lead_trace_pkey" PRIMARY KEY ("hash", "at", "lead_id")
);
-- Rows are forgotten by their age, in the order in which they came.
CREATE INDEX "lead_trace_at_idx" ON "lead_trace" USING BRIN ("at");

-- Contacts that are not to be sold, or not to this buyer, as keyed hashes.
CREATE TABLE "suppression" (
  "hash" BYTEA NOT NULL,
  "owner_id" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "added_by" TEXT NOT NULL,
  "added_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "suppression_pkey" PRIMARY KEY ("hash", "owner_id")
);
CREATE INDEX "suppression_owner_id_idx" ON "suppression" ("owner_id");
ALTER TABLE "suppression" ADD CONSTRAINT "suppression_owner" CHECK (owner_id = 'platform' OR owner_id LIKE 'org\_%'),
  ADD CONSTRAINT "suppression_reason" CHECK (reason IN ('asked_not_to', 'customer', 'complaint', 'other')),
  ADD CONSTRAINT "suppression_hash" CHECK (length(hash) = 32);

-- By what a lead that is for sale is looked up in lists which grow after it was checked.
ALTER TABLE "lead" ADD COLUMN "suppression_hashes" BYTEA[] DEFAULT ARRAY[]::BYTEA[];
ALTER TABLE "lead" ADD CONSTRAINT "lead_suppression_hashes" CHECK (suppression_hashes IS NOT NULL AND cardinality(suppression_hashes) <= 8);

-- Whose contact is erased is looked up no more.
CREATE FUNCTION erased_lead_is_forgotten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE lead SET suppression_hashes = '{}' WHERE id = OLD.lead_id AND suppression_hashes <> '{}';
  RETURN NULL;
END $$;
CREATE TRIGGER "erased_lead_is_forgotten" AFTER DELETE ON vault.lead_key FOR EACH ROW EXECUTE FUNCTION erased_lead_is_forgotten();

-- Every wording of consent that an offer ever had: a lead may have been made under an earlier one.
CREATE TABLE "offer_wording" (
  "offer_id" TEXT NOT NULL,
  "digest" BYTEA NOT NULL,
  "text" TEXT NOT NULL,
  "since" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "offer_wording_pkey" PRIMARY KEY ("offer_id", "digest")
);
ALTER TABLE "offer_wording" ADD CONSTRAINT "offer_wording_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offer" ("id")
  ON DELETE RESTRICT ON UPDATE CASCADE;

INSERT INTO "offer_wording" (offer_id, digest, text, since)
  SELECT id, sha256(convert_to(consent_text, 'UTF8')), consent_text, created_at FROM "offer";

CREATE FUNCTION offer_wording_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO offer_wording (offer_id, digest, text, since)
    VALUES (NEW.id, sha256(convert_to(NEW.consent_text, 'UTF8')), NEW.consent_text, now()) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER "offer_wording_is_kept" AFTER INSERT OR UPDATE OF consent_text ON "offer" FOR EACH ROW
  EXECUTE FUNCTION offer_wording_is_kept();
CREATE TRIGGER "offer_wording_is_immutable" BEFORE UPDATE ON "offer_wording" FOR EACH ROW EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT, DELETE ON "lead_trace", "suppression" TO birja_app;
GRANT SELECT, INSERT ON "offer_wording" TO birja_app;
