-- CreateTable
CREATE TABLE "card_setup" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "agreement" TEXT NOT NULL,
    "stripe_session_id" TEXT,
    "card_id" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "card_setup_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "card_setup_stripe_session_id_key" ON "card_setup"("stripe_session_id");

-- CreateIndex
CREATE INDEX "card_setup_organisation_id_id_idx" ON "card_setup"("organisation_id", "id");

-- AddForeignKey
ALTER TABLE "card_setup" ADD CONSTRAINT "card_setup_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "card_setup" ADD CONSTRAINT "card_setup_card_id_fkey" FOREIGN KEY ("card_id") REFERENCES "payment_card"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A card is kept by what its holder agreed to, and by nothing empty.
ALTER TABLE "card_setup" ADD CONSTRAINT "card_setup_status" CHECK (status IN ('open', 'saved', 'not_kept', 'expired', 'failed')),
  ADD CONSTRAINT "card_setup_is_agreed" CHECK (length(agreement) BETWEEN 1 AND 2000),
  ADD CONSTRAINT "card_setup_names_its_card" CHECK ((status = 'saved') = (card_id IS NOT NULL)),
  ADD CONSTRAINT "card_setup_settled_at" CHECK ((status = 'open') = (settled_at IS NULL));

CREATE INDEX "card_setup_open_idx" ON "card_setup" ("created_at") WHERE status = 'open';

CREATE FUNCTION card_setup_agreement_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.organisation_id, NEW.agreement, NEW.created_by, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.organisation_id, OLD.agreement, OLD.created_by, OLD.created_at)
    OR OLD.stripe_session_id IS NOT NULL AND NEW.stripe_session_id IS DISTINCT FROM OLD.stripe_session_id THEN
    RAISE EXCEPTION 'what was agreed to about a card is frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.status <> OLD.status AND (OLD.status IN ('saved', 'not_kept') OR NEW.status = 'open')
    OR OLD.card_id IS NOT NULL AND NEW.card_id IS DISTINCT FROM OLD.card_id THEN
    RAISE EXCEPTION 'the keeping of a card that is % does not become %', OLD.status, NEW.status USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "card_setup_agreement_stays" BEFORE UPDATE ON "card_setup" FOR EACH ROW EXECUTE FUNCTION card_setup_agreement_stays();
CREATE TRIGGER "card_setup_is_not_removed" BEFORE DELETE ON "card_setup" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "card_setup_is_not_emptied" BEFORE TRUNCATE ON "card_setup" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT, UPDATE ON "card_setup" TO birja_app;
