-- CreateTable
CREATE TABLE "price_model" (
    "id" TEXT NOT NULL,
    "fitted_at" TIMESTAMPTZ(3) NOT NULL,
    "rows" INTEGER NOT NULL,
    "metrics" JSONB NOT NULL,
    "refused_for" TEXT,
    "model" JSONB,

    CONSTRAINT "price_model_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "price_model_fitted_at_idx" ON "price_model"("fitted_at");

ALTER TABLE "price_model"
  ADD CONSTRAINT "price_model_rows" CHECK (rows >= 1),
  ADD CONSTRAINT "price_model_refusal" CHECK (refused_for IN ('fewer_sales', 'worse_than_belief', 'worse_on_latest')),
  ADD CONSTRAINT "price_model_published" CHECK ((refused_for IS NULL) = (model IS NOT NULL));

-- Quotes name the version that made them: what it was stays as it was.
CREATE TRIGGER "price_model_is_immutable" BEFORE UPDATE OR DELETE ON "price_model" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "price_model_is_not_emptied" BEFORE TRUNCATE ON "price_model" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON "price_model" TO birja_app;
