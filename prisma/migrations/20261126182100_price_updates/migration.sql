-- Between two fits of a night a version may bring a published fit up to date with what was sold since. It keeps what it changed alone.
ALTER TABLE "price_model" ADD COLUMN "updates" TEXT;

CREATE INDEX "price_model_updates_idx" ON "price_model"("updates");

ALTER TABLE "price_model" ADD CONSTRAINT "price_model_updates_fkey" FOREIGN KEY ("updates") REFERENCES "price_model"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
