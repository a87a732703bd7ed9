-- Who competed for leads of a niche in a region, and with how many offers: of each day its last hour.
CREATE TABLE "competition" (
  "niche_code" TEXT NOT NULL,
  "region_code" TEXT NOT NULL,
  "day" TEXT NOT NULL,
  "measured_at" TIMESTAMPTZ(3) NOT NULL,
  "buyers" INTEGER NOT NULL,
  "orders" INTEGER NOT NULL,
  "sellers" INTEGER NOT NULL,
  "offers" INTEGER NOT NULL,
  "leads" INTEGER NOT NULL,
  "sold" INTEGER NOT NULL,
  "copies" INTEGER NOT NULL,
  "bidders" INTEGER NOT NULL,
  "top_q25_minor" BIGINT,
  "top_q50_minor" BIGINT,
  "top_q75_minor" BIGINT,
  CONSTRAINT "competition_pkey" PRIMARY KEY ("niche_code", "region_code", "day")
);
CREATE INDEX "competition_day_idx" ON "competition" ("day");
ALTER TABLE "competition" ADD CONSTRAINT "competition_day" CHECK (day ~ '^20\d\d-(0[1-9]|1[0-2])-[0-3]\d$'),
  ADD CONSTRAINT "competition_counts" CHECK (buyers >= 0 AND orders >= buyers AND sellers >= 0 AND offers >= sellers
    AND leads >= sold AND sold >= 0 AND copies >= sold AND bidders >= 0),
  ADD CONSTRAINT "competition_tops" CHECK ((top_q25_minor IS NULL) = (top_q50_minor IS NULL)
    AND (top_q50_minor IS NULL) = (top_q75_minor IS NULL) AND top_q25_minor <= top_q50_minor AND top_q50_minor <= top_q75_minor),
  -- Of fewer buyers a quartile would be one buyer's price.
  ADD CONSTRAINT "competition_hides_buyers" CHECK (top_q50_minor IS NULL OR buyers >= 5);

-- A day's figures are measured anew each hour, and removed when they are too old to tell of a price.
GRANT SELECT, INSERT, UPDATE, DELETE ON "competition" TO birja_app;
