-- DropIndex
DROP INDEX "transfer_debit_account_id_idx";

-- DropIndex
DROP INDEX "transfer_credit_account_id_idx";

-- CreateIndex
CREATE INDEX "transfer_debit_account_id_id_idx" ON "transfer"("debit_account_id", "id");

-- CreateIndex
CREATE INDEX "transfer_credit_account_id_id_idx" ON "transfer"("credit_account_id", "id");

-- AlterTable
ALTER TABLE "niche" ADD COLUMN     "edited_at" TIMESTAMPTZ(3),
ADD COLUMN     "trade" TEXT NOT NULL DEFAULT 'open';

-- AlterTable
ALTER TABLE "offer" ADD COLUMN     "landing_url" TEXT,
ADD COLUMN     "review_reason" TEXT,
ADD COLUMN     "reviewed_at" TIMESTAMPTZ(3),
ADD COLUMN     "reviewed_by" TEXT,
ADD COLUMN     "submitted_at" TIMESTAMPTZ(3),
ADD COLUMN     "traffic" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "organisation" ADD COLUMN     "block_reason" TEXT,
ADD COLUMN     "blocked_at" TIMESTAMPTZ(3),
ADD COLUMN     "landing_url" TEXT,
ADD COLUMN     "review_reason" TEXT,
ADD COLUMN     "review_status" TEXT NOT NULL DEFAULT 'waiting',
ADD COLUMN     "reviewed_at" TIMESTAMPTZ(3),
ADD COLUMN     "reviewed_by" TEXT;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "disabled_at" TIMESTAMPTZ(3),
ADD COLUMN     "recovery_hashes" BYTEA[] DEFAULT ARRAY[]::BYTEA[],
ADD COLUMN     "totp_confirmed_at" TIMESTAMPTZ(3),
ADD COLUMN     "totp_last_step" BIGINT,
ADD COLUMN     "totp_sealed" BYTEA;

-- CreateTable
CREATE TABLE "top_up" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "stripe_session_id" TEXT,
    "payment_intent_id" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),

    CONSTRAINT "top_up_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stripe_event" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "account" TEXT,
    "api_version" TEXT,
    "object_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "worked_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "stripe_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout_account" (
    "organisation_id" TEXT NOT NULL,
    "stripe_account_id" TEXT NOT NULL,
    "details_submitted" BOOLEAN NOT NULL DEFAULT false,
    "payouts_enabled" BOOLEAN NOT NULL DEFAULT false,
    "currently_due" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payout_account_pkey" PRIMARY KEY ("organisation_id")
);

-- CreateTable
CREATE TABLE "payout" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "stripe_account_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "stripe_transfer_id" TEXT,
    "failure_code" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "payout_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dispute" (
    "id" TEXT NOT NULL,
    "sale_id" TEXT NOT NULL,
    "buyer_organisation_id" TEXT NOT NULL,
    "seller_organisation_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "sealed_detail" BYTEA,
    "currency" TEXT NOT NULL,
    "refund_minor" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "opened_by" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "reply_until" TIMESTAMPTZ(3) NOT NULL,
    "sealed_reply" BYTEA,
    "reply" TEXT,
    "replied_by" TEXT,
    "replied_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "sealed_ruling" BYTEA,
    "ruled_by" TEXT,
    "ruled_at" TIMESTAMPTZ(3),

    CONSTRAINT "dispute_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "organisation_id" TEXT,
    "second_factor_at" TIMESTAMPTZ(3),
    "user_agent" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "email_token" (
    "hash" BYTEA NOT NULL,
    "person_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "email_token_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "invited_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt_count" (
    "key" BYTEA NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "attempt_count_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "mail" (
    "id" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "sealed" BYTEA,
    "status" TEXT NOT NULL,
    "error_code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sale_work" (
    "sale_id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "junk_reason" TEXT,
    "owner_id" TEXT,
    "next_action" TEXT,
    "next_at" TIMESTAMPTZ(3),
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "first_tried_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sale_work_pkey" PRIMARY KEY ("sale_id")
);

-- CreateTable
CREATE TABLE "work_entry" (
    "id" TEXT NOT NULL,
    "sale_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "junk_reason" TEXT,
    "next_action" TEXT,
    "next_at" TIMESTAMPTZ(3),
    "sealed_note" BYTEA,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "work_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "top_up_stripe_session_id_key" ON "top_up"("stripe_session_id");

-- CreateIndex
CREATE UNIQUE INDEX "top_up_payment_intent_id_key" ON "top_up"("payment_intent_id");

-- CreateIndex
CREATE INDEX "top_up_organisation_id_id_idx" ON "top_up"("organisation_id", "id");

-- CreateIndex
CREATE INDEX "stripe_event_received_at_idx" ON "stripe_event"("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "payout_account_stripe_account_id_key" ON "payout_account"("stripe_account_id");

-- CreateIndex
CREATE UNIQUE INDEX "payout_stripe_transfer_id_key" ON "payout"("stripe_transfer_id");

-- CreateIndex
CREATE INDEX "payout_organisation_id_id_idx" ON "payout"("organisation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "dispute_sale_id_key" ON "dispute"("sale_id");

-- CreateIndex
CREATE INDEX "dispute_buyer_organisation_id_id_idx" ON "dispute"("buyer_organisation_id", "id");

-- CreateIndex
CREATE INDEX "dispute_seller_organisation_id_id_idx" ON "dispute"("seller_organisation_id", "id");

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- CreateIndex
CREATE INDEX "email_token_person_id_purpose_idx" ON "email_token"("person_id", "purpose");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_hash_key" ON "invitation"("hash");

-- CreateIndex
CREATE INDEX "invitation_organisation_id_idx" ON "invitation"("organisation_id");

-- CreateIndex
CREATE INDEX "attempt_count_window_start_idx" ON "attempt_count"("window_start");

-- CreateIndex
CREATE INDEX "mail_created_at_idx" ON "mail"("created_at");

-- CreateIndex
CREATE INDEX "sale_work_organisation_id_next_at_idx" ON "sale_work"("organisation_id", "next_at");

-- CreateIndex
CREATE INDEX "work_entry_sale_id_id_idx" ON "work_entry"("sale_id", "id");

-- AddForeignKey
ALTER TABLE "top_up" ADD CONSTRAINT "top_up_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_account" ADD CONSTRAINT "payout_account_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout" ADD CONSTRAINT "payout_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_sale_id_fkey" FOREIGN KEY ("sale_id") REFERENCES "sale"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_token" ADD CONSTRAINT "email_token_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sale_work" ADD CONSTRAINT "sale_work_sale_id_fkey" FOREIGN KEY ("sale_id") REFERENCES "sale"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work_entry" ADD CONSTRAINT "work_entry_sale_id_fkey" FOREIGN KEY ("sale_id") REFERENCES "sale_work"("sale_id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- CreateIndex
CREATE INDEX "audit_entry_organisation_id_id_idx" ON "audit_entry"("organisation_id", "id");

-- CreateIndex
CREATE INDEX "audit_entry_actor_id_idx" ON "audit_entry"("actor", "id");
