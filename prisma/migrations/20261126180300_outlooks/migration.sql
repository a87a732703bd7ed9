-- Markets of which somebody wants to be told each month what is ahead. Ended ones stay, so that the links of old mails know what they are about.
CREATE TABLE "outlook_subscription" (
  "id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "niche_code" TEXT NOT NULL,
  "region_code" TEXT NOT NULL,
  "currency" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "ended_at" TIMESTAMPTZ(3),
  "mailed_for" TEXT,
  "mailed_at" TIMESTAMPTZ(3),
  CONSTRAINT "outlook_subscription_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "outlook_subscription_person_id_niche_code_region_code_key"
  ON "outlook_subscription" ("person_id", "niche_code", "region_code");
ALTER TABLE "outlook_subscription" ADD CONSTRAINT "outlook_subscription_person_id_fkey" FOREIGN KEY ("person_id")
    REFERENCES "person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "outlook_subscription_mailed" CHECK ((mailed_for IS NULL) = (mailed_at IS NULL)),
  ADD CONSTRAINT "outlook_subscription_month" CHECK (mailed_for ~ '^20\d\d-(0[1-9]|1[0-2])$');

GRANT SELECT, INSERT, UPDATE ON "outlook_subscription" TO birja_app;
