-- What sellers' programs asked of the posting API lately, for who builds one. Written without contact data.
CREATE TABLE "posted_request" (
  "id" TEXT NOT NULL,
  "organisation_id" TEXT NOT NULL,
  "offer_id" TEXT,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "status" INTEGER NOT NULL,
  "request" JSONB,
  "answer" JSONB NOT NULL,
  CONSTRAINT "posted_request_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "posted_request_organisation_id_offer_id_id_idx" ON "posted_request" ("organisation_id", "offer_id", "id");
CREATE INDEX "posted_request_at_idx" ON "posted_request" USING BRIN ("at");

-- An endpoint may be asked by GET with an offer's or an organisation's news in its address: a postback.
ALTER TABLE "endpoint" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'webhook', ADD COLUMN "offer_id" TEXT;
ALTER TABLE "endpoint" ADD CONSTRAINT "endpoint_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offer" ("id")
  ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "endpoint" ADD CONSTRAINT "endpoint_kind" CHECK (kind IN ('webhook', 'postback')),
  ADD CONSTRAINT "endpoint_of_offer" CHECK (kind = 'postback' OR offer_id IS NULL);

-- Where leads come in besides the API. Address token and secret are sealed; requests are found by the token's keyed hash.
CREATE TABLE "lead_channel" (
  "id" TEXT NOT NULL,
  "organisation_id" TEXT NOT NULL,
  "offer_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "token_hash" BYTEA NOT NULL,
  "sealed" BYTEA NOT NULL,
  "settings" JSONB NOT NULL,
  "status" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "deleted_at" TIMESTAMPTZ(3),
  CONSTRAINT "lead_channel_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "lead_channel_token_hash_key" ON "lead_channel" ("token_hash");
CREATE INDEX "lead_channel_organisation_id_id_idx" ON "lead_channel" ("organisation_id", "id");
CREATE INDEX "lead_channel_offer_id_idx" ON "lead_channel" ("offer_id");
ALTER TABLE "lead_channel" ADD CONSTRAINT "lead_channel_organisation_id_fkey" FOREIGN KEY ("organisation_id")
  REFERENCES "organisation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "lead_channel" ADD CONSTRAINT "lead_channel_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offer" ("id")
  ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "lead_channel" ADD CONSTRAINT "lead_channel_kind" CHECK (kind IN ('webhook', 'email', 'vk', 'telegram', 'call')),
  ADD CONSTRAINT "lead_channel_status" CHECK (status IN ('active', 'paused')),
  ADD CONSTRAINT "lead_channel_token" CHECK (length(token_hash) = 32);

-- What came by a channel and what became of it: no contact, and the sender's own id of it as a keyed hash.
CREATE TABLE "channel_event" (
  "id" TEXT NOT NULL,
  "channel_id" TEXT NOT NULL,
  "event_hash" BYTEA NOT NULL,
  "outcome" TEXT NOT NULL,
  "code" TEXT,
  "lead_id" TEXT,
  "test" BOOLEAN NOT NULL,
  "repeats" INTEGER NOT NULL DEFAULT 0,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "channel_event_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "channel_event_channel_id_event_hash_key" ON "channel_event" ("channel_id", "event_hash");
CREATE INDEX "channel_event_channel_id_id_idx" ON "channel_event" ("channel_id", "id");
CREATE INDEX "channel_event_at_idx" ON "channel_event" USING BRIN ("at");
ALTER TABLE "channel_event" ADD CONSTRAINT "channel_event_channel_id_fkey" FOREIGN KEY ("channel_id")
  REFERENCES "lead_channel" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "channel_event" ADD CONSTRAINT "channel_event_outcome" CHECK (outcome IN ('taken', 'passed_over', 'refused')),
  ADD CONSTRAINT "channel_event_lead" CHECK ((outcome = 'taken') = (lead_id IS NOT NULL)),
  ADD CONSTRAINT "channel_event_hash" CHECK (length(event_hash) = 32);

-- What somebody wrote to a bot before they gave their number; sealed, and gone when the lead is taken or after a day.
CREATE TABLE "channel_dialogue" (
  "channel_id" TEXT NOT NULL,
  "chat_hash" BYTEA NOT NULL,
  "sealed" BYTEA NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "channel_dialogue_pkey" PRIMARY KEY ("channel_id", "chat_hash")
);
CREATE INDEX "channel_dialogue_at_idx" ON "channel_dialogue" ("at");
ALTER TABLE "channel_dialogue" ADD CONSTRAINT "channel_dialogue_channel_id_fkey" FOREIGN KEY ("channel_id")
  REFERENCES "lead_channel" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A time in which no buyer had room for an offer that had sold until then.
CREATE TABLE "offer_closure" (
  "id" TEXT NOT NULL,
  "offer_id" TEXT NOT NULL,
  "organisation_id" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "opens_at" TIMESTAMPTZ(3),
  "ended_at" TIMESTAMPTZ(3),
  "mailed_at" TIMESTAMPTZ(3),
  CONSTRAINT "offer_closure_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "offer_closure_offer_id_id_idx" ON "offer_closure" ("offer_id", "id");
CREATE UNIQUE INDEX "offer_closure_open" ON "offer_closure" ("offer_id") WHERE ended_at IS NULL;
ALTER TABLE "offer_closure" ADD CONSTRAINT "offer_closure_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offer" ("id")
  ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "offer_closure" ADD CONSTRAINT "offer_closure_times" CHECK (ended_at IS NULL OR ended_at >= created_at);

GRANT SELECT, INSERT, DELETE ON "posted_request" TO birja_app;
GRANT SELECT, INSERT, UPDATE ON "lead_channel", "offer_closure" TO birja_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "channel_event", "channel_dialogue" TO birja_app;
