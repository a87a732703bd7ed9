-- What one unit of each currency cost on a day, in roubles, as the operator entered it: one table a row group. Prices that a model
-- states are converted by it; balances and charges never are.
CREATE TABLE "exchange_rate" (
    "table_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "as_of" DATE NOT NULL,
    "rub_per_unit" DECIMAL(20,10) NOT NULL,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "exchange_rate_pkey" PRIMARY KEY ("table_id", "currency")
);

-- CreateIndex
CREATE INDEX "exchange_rate_as_of_table_id_idx" ON "exchange_rate"("as_of", "table_id");

ALTER TABLE "exchange_rate"
  ADD CONSTRAINT "exchange_rate_positive" CHECK (rub_per_unit > 0 AND rub_per_unit < 1000000000),
  ADD CONSTRAINT "exchange_rate_currency" CHECK (currency ~ '^[A-Z]{3}$' AND currency <> 'RUB'),
  ADD CONSTRAINT "exchange_rate_day" CHECK (as_of <= (set_at AT TIME ZONE 'UTC')::date);

-- Past prices are told by past rates: a table that was wrong is followed by another of the same day.
CREATE TRIGGER "exchange_rate_is_immutable" BEFORE UPDATE OR DELETE ON "exchange_rate" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "exchange_rate_is_not_emptied" BEFORE TRUNCATE ON "exchange_rate" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON "exchange_rate" TO birja_app;
