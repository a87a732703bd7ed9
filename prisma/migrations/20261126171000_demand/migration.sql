-- CreateTable
CREATE TABLE "demand_forecast" (
    "niche_code" TEXT NOT NULL,
    "region_code" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "p10" DOUBLE PRECISION NOT NULL,
    "p50" DOUBLE PRECISION NOT NULL,
    "p90" DOUBLE PRECISION NOT NULL,
    "leads" INTEGER NOT NULL,
    "months" INTEGER NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "demand_forecast_pkey" PRIMARY KEY ("niche_code","region_code","month")
);

ALTER TABLE "demand_forecast"
  ADD CONSTRAINT "demand_forecast_band" CHECK (p10 >= 0 AND p10 <= p50 AND p50 <= p90 AND p90 < 'Infinity'),
  ADD CONSTRAINT "demand_forecast_basis" CHECK (leads >= 1 AND months >= 1),
  ADD CONSTRAINT "demand_forecast_month" CHECK (month ~ '^20\d\d-(0[1-9]|1[0-2])$');

-- A forecast is replaced by the next night's.
GRANT SELECT, INSERT, DELETE ON "demand_forecast" TO birja_app;
