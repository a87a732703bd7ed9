-- AlterTable
ALTER TABLE "price_model" ADD COLUMN     "accepted_by" TEXT,
ADD COLUMN     "accepts" TEXT,
ADD COLUMN     "told" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "refused_fit" (
    "only_one" BOOLEAN NOT NULL DEFAULT true,
    "version" TEXT NOT NULL,
    "belief" TEXT NOT NULL,
    "cells" JSONB NOT NULL,
    "model" JSONB NOT NULL,

    CONSTRAINT "refused_fit_pkey" PRIMARY KEY ("only_one")
);

-- CreateIndex
CREATE UNIQUE INDEX "refused_fit_version_key" ON "refused_fit"("version");

-- CreateIndex
CREATE UNIQUE INDEX "price_model_accepts_key" ON "price_model"("accepts");

-- AddForeignKey
ALTER TABLE "price_model" ADD CONSTRAINT "price_model_accepts_fkey" FOREIGN KEY ("accepts") REFERENCES "price_model"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refused_fit" ADD CONSTRAINT "refused_fit_version_fkey" FOREIGN KEY ("version") REFERENCES "price_model"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "price_model"
  ADD CONSTRAINT "price_model_told" CHECK (NOT told OR refused_for IS NOT NULL),
  ADD CONSTRAINT "price_model_accepted" CHECK ((accepts IS NULL) = (accepted_by IS NULL)),
  ADD CONSTRAINT "price_model_accepted_is_published" CHECK (accepts IS NULL OR (refused_for IS NULL AND updates IS NULL));
ALTER TABLE "refused_fit" ADD CONSTRAINT "refused_fit_is_one" CHECK (only_one);

-- What is accepted is the refused fit as it is kept and nothing else: its day, its prices, its measures, its model.
CREATE FUNCTION accept_refused_fit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM price_model p JOIN refused_fit r ON r.version = p.id
    WHERE p.id = NEW.accepts AND p.fitted_at = NEW.fitted_at AND p.rows = NEW.rows AND p.metrics = NEW.metrics AND r.model = NEW.model;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'only the refused fit that is kept can be accepted, as it is' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "price_model_accepts_what_is_kept" BEFORE INSERT ON "price_model"
  FOR EACH ROW WHEN (NEW.accepts IS NOT NULL) EXECUTE FUNCTION accept_refused_fit();

CREATE FUNCTION keep_refused_fit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM price_model WHERE id = NEW.version AND refused_for IS NOT NULL AND updates IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'only a refused fit is kept apart' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "refused_fit_is_refused" BEFORE INSERT OR UPDATE ON "refused_fit" FOR EACH ROW EXECUTE FUNCTION keep_refused_fit();

GRANT SELECT, INSERT, UPDATE, DELETE ON "refused_fit" TO birja_app;
