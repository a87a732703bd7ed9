-- What a seller wants done about an offer's ask at night, and what a lead costs them, if they say so.
CREATE TABLE "ask_plan" (
  "offer_id" TEXT NOT NULL,
  "follows" BOOLEAN NOT NULL,
  "floor_minor" BIGINT,
  "ceiling_minor" BIGINT,
  "cost_minor" BIGINT,
  "tells" TEXT NOT NULL,
  "changed_by" TEXT NOT NULL,
  "changed_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "ask_plan_pkey" PRIMARY KEY ("offer_id")
);
ALTER TABLE "ask_plan" ADD CONSTRAINT "ask_plan_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offer" ("id")
    ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "ask_plan_bounds" CHECK (floor_minor >= 1 AND ceiling_minor >= floor_minor),
  ADD CONSTRAINT "ask_plan_follows" CHECK (NOT follows OR (floor_minor IS NOT NULL AND ceiling_minor IS NOT NULL)),
  ADD CONSTRAINT "ask_plan_cost" CHECK (cost_minor >= 1),
  ADD CONSTRAINT "ask_plan_tells" CHECK (tells IN ('each', 'none'));

-- An ask that the night moved after the market: one an offer and night.
CREATE TABLE "ask_move" (
  "id" TEXT NOT NULL,
  "offer_id" TEXT NOT NULL,
  "night" TEXT NOT NULL,
  "from_minor" BIGINT NOT NULL,
  "to_minor" BIGINT NOT NULL,
  "fair_minor" BIGINT NOT NULL,
  "model_version" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "ask_move_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "ask_move_offer_id_night_key" ON "ask_move" ("offer_id", "night");
ALTER TABLE "ask_move" ADD CONSTRAINT "ask_move_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offer" ("id")
    ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "ask_move_amounts" CHECK (from_minor >= 1 AND to_minor >= 1 AND fair_minor >= 1 AND from_minor <> to_minor),
  ADD CONSTRAINT "ask_move_night" CHECK (night ~ '^20\d\d-(0[1-9]|1[0-2])-[0-3]\d$');
CREATE TRIGGER "ask_move_is_immutable" BEFORE UPDATE OR DELETE ON "ask_move" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "ask_move_is_not_emptied" BEFORE TRUNCATE ON "ask_move" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The last nightly look at an offer's ask. It is kept so that a seller hears once of what changed, and not each night.
CREATE TABLE "offer_check" (
  "offer_id" TEXT NOT NULL,
  "night" TEXT NOT NULL,
  "checked_at" TIMESTAMPTZ(3) NOT NULL,
  "ask_minor" BIGINT NOT NULL,
  "p10_minor" BIGINT NOT NULL,
  "p50_minor" BIGINT NOT NULL,
  "p90_minor" BIGINT NOT NULL,
  "break_even_minor" BIGINT NOT NULL,
  "model_version" TEXT NOT NULL,
  "assumed" BOOLEAN NOT NULL,
  "verdict" TEXT NOT NULL,
  "follow" TEXT,
  "outside" TEXT,
  "told_at" TIMESTAMPTZ(3),
  "paused_at" TIMESTAMPTZ(3),
  CONSTRAINT "offer_check_pkey" PRIMARY KEY ("offer_id")
);
ALTER TABLE "offer_check" ADD CONSTRAINT "offer_check_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offer" ("id")
    ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "offer_check_band" CHECK (p10_minor >= 1 AND p10_minor <= p50_minor AND p50_minor <= p90_minor),
  ADD CONSTRAINT "offer_check_verdict" CHECK (verdict IN ('ok', 'low', 'high', 'below_cost', 'above_break_even')),
  ADD CONSTRAINT "offer_check_follow" CHECK (follow IN ('moved', 'there', 'floor', 'ceiling', 'assumed', 'wide')),
  ADD CONSTRAINT "offer_check_outside" CHECK (outside IN ('below', 'above')),
  ADD CONSTRAINT "offer_check_paused" CHECK (paused_at IS NULL OR outside IS NOT NULL),
  ADD CONSTRAINT "offer_check_night" CHECK (night ~ '^20\d\d-(0[1-9]|1[0-2])-[0-3]\d$');

GRANT SELECT, INSERT, UPDATE ON "ask_plan", "offer_check" TO birja_app;
GRANT SELECT, INSERT ON "ask_move" TO birja_app;
