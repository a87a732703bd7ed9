-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "vault";

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT,
    "kind" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_balance" (
    "account_id" TEXT NOT NULL,
    "balance_minor" BIGINT NOT NULL,

    CONSTRAINT "account_balance_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "transfer_kind" (
    "kind" TEXT NOT NULL,
    "debit_kind" TEXT NOT NULL,
    "credit_kind" TEXT NOT NULL,

    CONSTRAINT "transfer_kind_pkey" PRIMARY KEY ("kind","debit_kind","credit_kind")
);

-- CreateTable
CREATE TABLE "transfer" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "debit_account_id" TEXT NOT NULL,
    "credit_account_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "input_hash" BYTEA NOT NULL,
    "row_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "transfer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "niche" (
    "code" TEXT NOT NULL,
    "parent_code" TEXT,
    "name" JSONB NOT NULL,
    "profit_rub_thousand" DECIMAL(12,2),
    "profit_assumed" BOOLEAN NOT NULL,
    "peak_months" INTEGER[],
    "questions" JSONB NOT NULL,
    "position" INTEGER NOT NULL,
    "fee_basis_points" INTEGER NOT NULL DEFAULT 1000,

    CONSTRAINT "niche_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "region" (
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "parent_code" TEXT,
    "country_code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "population" BIGINT NOT NULL,
    "market_population" BIGINT NOT NULL,
    "search" TEXT NOT NULL,
    "path" TEXT[],

    CONSTRAINT "region_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "offer" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "niche_code" TEXT NOT NULL,
    "regions" TEXT[],
    "ask_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "exclusivity" TEXT NOT NULL,
    "max_sells" INTEGER NOT NULL,
    "target_action" TEXT NOT NULL,
    "channels" TEXT[],
    "consent_text" TEXT NOT NULL,
    "dispute_window_hours" INTEGER NOT NULL,
    "daily_volume" INTEGER,
    "status" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "offer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "endpoint" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "events" TEXT[],
    "sealed_secret" BYTEA NOT NULL,
    "status" TEXT NOT NULL,
    "status_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" TEXT NOT NULL,
    "endpoint_id" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_attempt" (
    "delivery_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "http_status" INTEGER,
    "error_code" TEXT,

    CONSTRAINT "delivery_attempt_pkey" PRIMARY KEY ("delivery_id","number")
);

-- CreateTable
CREATE TABLE "standing_order" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "niches" TEXT[],
    "regions" TEXT[],
    "currency" TEXT NOT NULL,
    "max_price_minor" BIGINT NOT NULL,
    "temperatures" TEXT[],
    "min_score" INTEGER NOT NULL,
    "accept_unknown" BOOLEAN NOT NULL,
    "cap_hour" INTEGER,
    "cap_day" INTEGER,
    "cap_week" INTEGER,
    "cap_month" INTEGER,
    "budget_day_minor" BIGINT,
    "budget_month_minor" BIGINT,
    "budget_total_minor" BIGINT,
    "timezone" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "hour_start" TIMESTAMPTZ(3),
    "hour_count" INTEGER NOT NULL DEFAULT 0,
    "day_start" TIMESTAMPTZ(3),
    "day_count" INTEGER NOT NULL DEFAULT 0,
    "day_spent_minor" BIGINT NOT NULL DEFAULT 0,
    "week_start" TIMESTAMPTZ(3),
    "week_count" INTEGER NOT NULL DEFAULT 0,
    "month_start" TIMESTAMPTZ(3),
    "month_count" INTEGER NOT NULL DEFAULT 0,
    "month_spent_minor" BIGINT NOT NULL DEFAULT 0,
    "total_spent_minor" BIGINT NOT NULL DEFAULT 0,
    "last_sold_at" TIMESTAMPTZ(3),

    CONSTRAINT "standing_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_target" (
    "order_id" TEXT NOT NULL,
    "niche_code" TEXT NOT NULL,
    "region_code" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "max_price_minor" BIGINT NOT NULL,

    CONSTRAINT "order_target_pkey" PRIMARY KEY ("order_id","niche_code","region_code")
);

-- CreateTable
CREATE TABLE "sale" (
    "id" TEXT NOT NULL,
    "lead_id" TEXT NOT NULL,
    "offer_id" TEXT NOT NULL,
    "order_id" TEXT,
    "seller_organisation_id" TEXT NOT NULL,
    "buyer_organisation_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "ask_minor" BIGINT NOT NULL,
    "top_price_minor" BIGINT NOT NULL,
    "price_minor" BIGINT NOT NULL,
    "fee_minor" BIGINT NOT NULL,
    "quote" JSONB NOT NULL,
    "auction" JSONB NOT NULL,
    "terms_hash" BYTEA NOT NULL,
    "status" TEXT NOT NULL,
    "sold_at" TIMESTAMPTZ(3) NOT NULL,
    "dispute_until" TIMESTAMPTZ(3) NOT NULL,
    "released_at" TIMESTAMPTZ(3),

    CONSTRAINT "sale_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organisation" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "country_code" TEXT NOT NULL,
    "timezone" TEXT NOT NULL DEFAULT 'UTC',
    "sells" BOOLEAN NOT NULL,
    "buys" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "platform_role" TEXT,
    "email_confirmed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "hint" TEXT NOT NULL,
    "scopes" TEXT[],
    "rate_per_second" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "organisation_id" TEXT,
    "action" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "details" JSONB NOT NULL,
    "origin" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lead" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "offer_id" TEXT NOT NULL,
    "niche_code" TEXT NOT NULL,
    "region_code" TEXT NOT NULL,
    "city" TEXT,
    "place_code" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason_code" TEXT,
    "reason_params" JSONB,
    "channel" TEXT NOT NULL,
    "language" TEXT,
    "wanted_within_days" INTEGER,
    "budget_minor" BIGINT,
    "budget_currency" TEXT,
    "decision_maker" BOOLEAN,
    "preferred_channel" TEXT,
    "attributes" JSONB NOT NULL,
    "traffic" TEXT,
    "campaign" TEXT,
    "sub_ids" TEXT[],
    "utm" JSONB NOT NULL,
    "external_id" TEXT,
    "test" BOOLEAN NOT NULL,
    "ask_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "max_sells" INTEGER NOT NULL,
    "target_action" TEXT NOT NULL,
    "dispute_window_hours" INTEGER NOT NULL,
    "sales_count" INTEGER NOT NULL DEFAULT 0,
    "claim_count" INTEGER NOT NULL DEFAULT 0,
    "score" INTEGER,
    "temperature" TEXT,
    "checks" JSONB NOT NULL,
    "awaited" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "lead_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lead_contact" (
    "lead_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "lead_contact_pkey" PRIMARY KEY ("lead_id")
);

-- CreateTable
CREATE TABLE "vault"."lead_key" (
    "lead_id" TEXT NOT NULL,
    "wrapped_by" TEXT NOT NULL,
    "wrapped_key" BYTEA NOT NULL,

    CONSTRAINT "lead_key_pkey" PRIMARY KEY ("lead_id")
);

-- CreateTable
CREATE TABLE "lead_consent" (
    "lead_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lead_consent_pkey" PRIMARY KEY ("lead_id")
);

-- CreateTable
CREATE TABLE "contact_claim" (
    "hash" BYTEA NOT NULL,
    "niche_code" TEXT NOT NULL,
    "lead_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_claim_pkey" PRIMARY KEY ("hash","niche_code")
);

-- CreateTable
CREATE TABLE "intake_key" (
    "organisation_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "lead_id" TEXT NOT NULL,
    "answer_status" INTEGER,
    "answer_body" JSON,
    "in_flight_until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "intake_key_pkey" PRIMARY KEY ("organisation_id","key")
);

-- CreateIndex
CREATE INDEX "account_organisation_id_idx" ON "account"("organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_id_currency_key" ON "account"("id", "currency");

-- CreateIndex
CREATE UNIQUE INDEX "transfer_key_key" ON "transfer"("key");

-- CreateIndex
CREATE INDEX "transfer_debit_account_id_idx" ON "transfer"("debit_account_id");

-- CreateIndex
CREATE INDEX "transfer_credit_account_id_idx" ON "transfer"("credit_account_id");

-- CreateIndex
CREATE INDEX "transfer_subject_id_idx" ON "transfer"("subject_id");

-- CreateIndex
CREATE INDEX "region_parent_code_idx" ON "region"("parent_code");

-- CreateIndex
CREATE INDEX "offer_organisation_id_id_idx" ON "offer"("organisation_id", "id");

-- CreateIndex
CREATE INDEX "endpoint_organisation_id_id_idx" ON "endpoint"("organisation_id", "id");

-- CreateIndex
CREATE INDEX "delivery_subject_id_idx" ON "delivery"("subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_endpoint_id_event_subject_id_key" ON "delivery"("endpoint_id", "event", "subject_id");

-- CreateIndex
CREATE INDEX "standing_order_organisation_id_id_idx" ON "standing_order"("organisation_id", "id");

-- CreateIndex
CREATE INDEX "order_target_niche_code_region_code_currency_max_price_mino_idx" ON "order_target"("niche_code", "region_code", "currency", "max_price_minor");

-- CreateIndex
CREATE INDEX "sale_seller_organisation_id_id_idx" ON "sale"("seller_organisation_id", "id");

-- CreateIndex
CREATE INDEX "sale_buyer_organisation_id_id_idx" ON "sale"("buyer_organisation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "sale_lead_id_buyer_organisation_id_key" ON "sale"("lead_id", "buyer_organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE INDEX "membership_organisation_id_idx" ON "membership"("organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "membership_person_id_organisation_id_key" ON "membership"("person_id", "organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "api_key_organisation_id_idx" ON "api_key"("organisation_id");

-- CreateIndex
CREATE INDEX "audit_entry_subject_id_idx" ON "audit_entry"("subject_id");

-- CreateIndex
CREATE INDEX "lead_organisation_id_id_idx" ON "lead"("organisation_id", "id");

-- CreateIndex
CREATE INDEX "lead_offer_id_idx" ON "lead"("offer_id");

-- CreateIndex
CREATE INDEX "contact_claim_lead_id_idx" ON "contact_claim"("lead_id");

-- CreateIndex
CREATE INDEX "intake_key_created_at_idx" ON "intake_key"("created_at");

-- AddForeignKey
ALTER TABLE "account_balance" ADD CONSTRAINT "account_balance_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_debit_account_id_currency_fkey" FOREIGN KEY ("debit_account_id", "currency") REFERENCES "account"("id", "currency") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_credit_account_id_currency_fkey" FOREIGN KEY ("credit_account_id", "currency") REFERENCES "account"("id", "currency") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "niche" ADD CONSTRAINT "niche_parent_code_fkey" FOREIGN KEY ("parent_code") REFERENCES "niche"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "region" ADD CONSTRAINT "region_parent_code_fkey" FOREIGN KEY ("parent_code") REFERENCES "region"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer" ADD CONSTRAINT "offer_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer" ADD CONSTRAINT "offer_niche_code_fkey" FOREIGN KEY ("niche_code") REFERENCES "niche"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "endpoint" ADD CONSTRAINT "endpoint_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_attempt" ADD CONSTRAINT "delivery_attempt_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "standing_order" ADD CONSTRAINT "standing_order_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_target" ADD CONSTRAINT "order_target_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "standing_order"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sale" ADD CONSTRAINT "sale_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sale" ADD CONSTRAINT "sale_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sale" ADD CONSTRAINT "sale_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "standing_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead" ADD CONSTRAINT "lead_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead_contact" ADD CONSTRAINT "lead_contact_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vault"."lead_key" ADD CONSTRAINT "lead_key_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead_consent" ADD CONSTRAINT "lead_consent_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
