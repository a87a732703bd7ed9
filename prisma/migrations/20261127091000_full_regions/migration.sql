-- A time in which no buyer had room for the leads that an offer brought from one region.
CREATE TABLE "region_closure" (
  "id" TEXT NOT NULL,
  "offer_id" TEXT NOT NULL,
  "organisation_id" TEXT NOT NULL,
  "region_code" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "opens_at" TIMESTAMPTZ(3),
  "ended_at" TIMESTAMPTZ(3),
  "mailed_at" TIMESTAMPTZ(3),
  CONSTRAINT "region_closure_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "region_closure_offer_id_id_idx" ON "region_closure" ("offer_id", "id");
CREATE UNIQUE INDEX "region_closure_open" ON "region_closure" ("offer_id", "region_code") WHERE ended_at IS NULL;
ALTER TABLE "region_closure" ADD CONSTRAINT "region_closure_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offer" ("id")
    ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "region_closure_times" CHECK (ended_at IS NULL OR ended_at >= created_at);
GRANT SELECT, INSERT, UPDATE ON "region_closure" TO birja_app;
