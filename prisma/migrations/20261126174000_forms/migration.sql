-- A form of an offer, shown on a page of ours and on its seller's sites. What is being written of it is the draft; what
-- visitors see is a version, and versions never change.
CREATE TABLE "lead_form" (
  "id" TEXT NOT NULL,
  "offer_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "draft" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "lead_form_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "lead_form_offer_id_id_idx" ON "lead_form" ("offer_id", "id");
ALTER TABLE "lead_form" ADD CONSTRAINT "lead_form_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offer" ("id")
  ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "lead_form"
  ADD CONSTRAINT "lead_form_kind" CHECK (kind IN ('form', 'quiz', 'calculator', 'callback', 'exit')),
  ADD CONSTRAINT "lead_form_status" CHECK (status IN ('draft', 'live', 'paused')),
  ADD CONSTRAINT "lead_form_published" CHECK ((status = 'draft') = (version = 0) AND version >= 0);

CREATE TABLE "lead_form_version" (
  "form_id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "spec" JSONB NOT NULL,
  "consent_text" TEXT NOT NULL,
  "published_at" TIMESTAMPTZ(3) NOT NULL,
  "published_by" TEXT NOT NULL,
  CONSTRAINT "lead_form_version_pkey" PRIMARY KEY ("form_id", "version")
);
ALTER TABLE "lead_form_version" ADD CONSTRAINT "lead_form_version_form_id_fkey" FOREIGN KEY ("form_id") REFERENCES "lead_form" ("id")
  ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "lead_form_version" ADD CONSTRAINT "lead_form_version_positive" CHECK (version > 0);

-- What a form is for and what offer it belongs to stays; its versions are counted up one by one.
CREATE FUNCTION lead_form_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id <> OLD.id OR NEW.offer_id <> OLD.offer_id OR NEW.kind <> OLD.kind OR NEW.created_at <> OLD.created_at THEN
    RAISE EXCEPTION 'a form stays of its offer and kind';
  END IF;
  IF NEW.version NOT IN (OLD.version, OLD.version + 1) THEN
    RAISE EXCEPTION 'versions of a form follow one another';
  END IF;
  IF NEW.version > OLD.version
    AND NOT EXISTS (SELECT FROM lead_form_version v WHERE v.form_id = NEW.id AND v.version = NEW.version) THEN
    RAISE EXCEPTION 'a form shows a version that is kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "lead_form_moves_on" BEFORE UPDATE ON "lead_form" FOR EACH ROW EXECUTE FUNCTION lead_form_moves_on();
CREATE TRIGGER "lead_form_version_is_immutable" BEFORE UPDATE OR DELETE ON "lead_form_version" FOR EACH ROW
  EXECUTE FUNCTION refuse_change();

-- By which version of which form a person agreed; null where the lead came another way.
ALTER TABLE "lead_consent" ADD COLUMN "form_id" TEXT, ADD COLUMN "form_version" INTEGER;
ALTER TABLE "lead_consent" ADD CONSTRAINT "lead_consent_form_id_form_version_fkey" FOREIGN KEY ("form_id", "form_version")
  REFERENCES "lead_form_version" ("form_id", "version") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "lead_consent_form" CHECK ((form_id IS NULL) = (form_version IS NULL));
CREATE INDEX "lead_consent_form" ON "lead_consent" ("form_id", "given_at") WHERE form_id IS NOT NULL;

-- How often a form was seen and begun, by day (UTC). How often it was finished are its leads.
CREATE TABLE "form_count" (
  "form_id" TEXT NOT NULL,
  "day" DATE NOT NULL,
  "views" INTEGER NOT NULL DEFAULT 0,
  "starts" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "form_count_pkey" PRIMARY KEY ("form_id", "day")
);
ALTER TABLE "form_count" ADD CONSTRAINT "form_count_form_id_fkey" FOREIGN KEY ("form_id") REFERENCES "lead_form" ("id")
  ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "form_count" ADD CONSTRAINT "form_count_not_negative" CHECK (views >= 0 AND starts >= 0);

-- A code that somebody was told by phone. Number and code are kept as keyed hashes, and all of it for a day.
CREATE TABLE "phone_code" (
  "id" TEXT NOT NULL,
  "form_id" TEXT NOT NULL,
  "nonce_hash" BYTEA NOT NULL,
  "phone_hash" BYTEA NOT NULL,
  "method" TEXT NOT NULL,
  "code_hash" BYTEA NOT NULL,
  "tries" INTEGER NOT NULL DEFAULT 0,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "verified_at" TIMESTAMPTZ(3),
  CONSTRAINT "phone_code_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "phone_code_nonce_hash_idx" ON "phone_code" ("nonce_hash");
CREATE INDEX "phone_code_created_at_idx" ON "phone_code" ("created_at");
ALTER TABLE "phone_code" ADD CONSTRAINT "phone_code_form_id_fkey" FOREIGN KEY ("form_id") REFERENCES "lead_form" ("id")
  ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "phone_code"
  ADD CONSTRAINT "phone_code_method" CHECK (method IN ('sms', 'flash_call')),
  ADD CONSTRAINT "phone_code_hashes" CHECK (length(nonce_hash) = 32 AND length(phone_hash) = 32 AND length(code_hash) = 32),
  ADD CONSTRAINT "phone_code_tries" CHECK (tries BETWEEN 0 AND 5);

GRANT SELECT, INSERT, UPDATE ON "lead_form", "form_count" TO birja_app;
GRANT SELECT, INSERT ON "lead_form_version" TO birja_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "phone_code" TO birja_app;
