-- Who made a key: it goes with them. Of keys that stand the log knows it.
ALTER TABLE "api_key" ADD COLUMN "created_by" TEXT;
UPDATE "api_key" k SET "created_by" = (
  SELECT a.actor FROM "audit_entry" a WHERE a.subject_id = k.id AND a.action = 'key.created' ORDER BY a.id LIMIT 1);

-- What a setting that waits is changed to, and when.
ALTER TABLE "setting" ADD COLUMN "waiting_value" JSONB,
  ADD COLUMN "waiting_from" TIMESTAMPTZ(3),
  ADD CONSTRAINT "setting_waits_for_a_moment" CHECK ((waiting_value IS NULL) = (waiting_from IS NULL));

-- People's own changes of their address: proven at the new one, and stopped or undone from the old one.
CREATE TABLE "email_change" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "old_email" TEXT NOT NULL,
    "new_email" TEXT NOT NULL,
    "confirm_hash" BYTEA NOT NULL,
    "stop_hash" BYTEA NOT NULL,
    "undo_hash" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "stoppable_until" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "email_change_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "email_change_confirm_hash_key" ON "email_change"("confirm_hash");
CREATE UNIQUE INDEX "email_change_stop_hash_key" ON "email_change"("stop_hash");
CREATE UNIQUE INDEX "email_change_undo_hash_key" ON "email_change"("undo_hash");
CREATE INDEX "email_change_person_id_idx" ON "email_change"("person_id");
ALTER TABLE "email_change" ADD CONSTRAINT "email_change_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "email_change" ADD CONSTRAINT "email_change_email_lower" CHECK (new_email = lower(new_email)),
  ADD CONSTRAINT "email_change_is_one" CHECK (new_email <> old_email),
  ADD CONSTRAINT "email_change_undo" CHECK ((undo_hash IS NULL) = (confirmed_at IS NULL)),
  ADD CONSTRAINT "email_change_times" CHECK (created_at < expires_at AND created_at <= stoppable_until);
GRANT SELECT, INSERT, UPDATE, DELETE ON "email_change" TO birja_app;
