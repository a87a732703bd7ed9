-- What a buyer's inbox shows is found and counted by index, however much was bought before.

-- How hot a bought lead is (0 hot, 1 warm, 2 cold), for as long as nobody began to work on it and its money was not given back;
-- null from then on, when its row in sale_work says where it stands.
ALTER TABLE "sale" ADD COLUMN "untouched_heat" SMALLINT;

-- The order of the views needs what stands in sale and lead: it is kept beside the work, by the triggers below.
ALTER TABLE "sale_work" ADD COLUMN "heat" SMALLINT,
  ADD COLUMN "sold_at" TIMESTAMPTZ(3),
  ADD COLUMN "refunded" BOOLEAN NOT NULL DEFAULT false;

CREATE FUNCTION heat_of(temperature text) RETURNS smallint LANGUAGE sql IMMUTABLE AS $$
  SELECT (CASE temperature WHEN 'hot' THEN 0 WHEN 'warm' THEN 1 ELSE 2 END)::smallint
$$;

UPDATE "sale_work" w SET heat = heat_of(l.temperature), sold_at = s.sold_at, refunded = s.status = 'refunded'
  FROM "sale" s JOIN "lead" l ON l.id = s.lead_id WHERE s.id = w.sale_id;
INSERT INTO "sale_work" ("sale_id", "organisation_id", "outcome", "updated_at", "heat", "sold_at", "refunded")
  SELECT s.id, s.buyer_organisation_id, 'new', s.sold_at, heat_of(l.temperature), s.sold_at, true
  FROM "sale" s JOIN "lead" l ON l.id = s.lead_id
  WHERE s.status = 'refunded' AND NOT EXISTS (SELECT FROM "sale_work" w WHERE w.sale_id = s.id);
UPDATE "sale" s SET untouched_heat = heat_of(l.temperature)
  FROM "lead" l WHERE l.id = s.lead_id AND NOT EXISTS (SELECT FROM "sale_work" w WHERE w.sale_id = s.id);

ALTER TABLE "sale_work" ALTER COLUMN "heat" SET NOT NULL,
  ALTER COLUMN "sold_at" SET NOT NULL,
  ADD CONSTRAINT "sale_work_heat" CHECK (heat BETWEEN 0 AND 2);
ALTER TABLE "sale" ADD CONSTRAINT "sale_untouched_heat" CHECK (untouched_heat BETWEEN 0 AND 2);

-- A sale's id begins with the moment of the sale, so that in each heat this is the order in which leads wait for a first try.
CREATE INDEX "sale_untouched_idx" ON "sale" ("buyer_organisation_id", "untouched_heat", "id") WHERE untouched_heat IS NOT NULL;
-- Which of them can be disputed for not much longer.
CREATE INDEX "sale_closing_untouched_idx" ON "sale" ("buyer_organisation_id", "dispute_until")
  WHERE untouched_heat IS NOT NULL AND status = 'held';

DROP INDEX "sale_work_organisation_id_next_at_idx";
CREATE INDEX "sale_work_due_idx" ON "sale_work" ("organisation_id", "heat", (coalesce(next_at, sold_at)), "sale_id")
  WHERE NOT refunded AND outcome NOT IN ('won', 'lost', 'junk');
CREATE INDEX "sale_work_untried_idx" ON "sale_work" ("organisation_id", "heat", "sold_at", "sale_id")
  WHERE NOT refunded AND outcome NOT IN ('won', 'lost', 'junk') AND first_tried_at IS NULL;
CREATE INDEX "sale_work_owned_idx" ON "sale_work" ("organisation_id", "owner_id", (coalesce(next_at, 'epoch'::timestamptz)), "sale_id")
  WHERE NOT refunded AND outcome NOT IN ('won', 'lost', 'junk') AND owner_id IS NOT NULL;
CREATE INDEX "sale_work_planned_idx" ON "sale_work" ("organisation_id", "next_at", "sale_id")
  WHERE NOT refunded AND outcome NOT IN ('won', 'lost', 'junk') AND next_at IS NOT NULL;
CREATE INDEX "sale_work_promised_idx" ON "sale_work" ("organisation_id", "next_at")
  WHERE NOT refunded AND outcome IN ('callback', 'meeting') AND next_at IS NOT NULL;
CREATE INDEX "sale_work_open_idx" ON "sale_work" ("organisation_id", "sold_at", "sale_id")
  WHERE NOT refunded AND outcome NOT IN ('won', 'lost', 'junk');
CREATE INDEX "sale_work_done_idx" ON "sale_work" ("organisation_id", "updated_at", "sale_id")
  WHERE NOT (NOT refunded AND outcome NOT IN ('won', 'lost', 'junk'));

-- A sale that forgot to say how hot its lead is would be in nobody's inbox.
CREATE FUNCTION sale_begins_untouched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'sale % does not say how hot its lead is', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'sale_begins_untouched';
END $$;
CREATE TRIGGER "sale_begins_untouched" BEFORE INSERT ON "sale" FOR EACH ROW WHEN (NEW.untouched_heat IS NULL)
  EXECUTE FUNCTION sale_begins_untouched();

-- Work that begins takes the sale over from those that nobody touched. The sale is locked first, by whoever begins and by whoever gives
-- its money back, so that of two at once the second sees what the first wrote.
CREATE FUNCTION sale_work_takes_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT heat_of(l.temperature), s.sold_at, s.status = 'refunded' INTO NEW.heat, NEW.sold_at, NEW.refunded
    FROM sale s JOIN lead l ON l.id = s.lead_id
    WHERE s.id = NEW.sale_id AND s.buyer_organisation_id = NEW.organisation_id FOR NO KEY UPDATE OF s;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'sale % was not bought by %', NEW.sale_id, NEW.organisation_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'sale_work_takes_over';
  END IF;
  UPDATE sale SET untouched_heat = NULL WHERE id = NEW.sale_id AND untouched_heat IS NOT NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER "sale_work_takes_over" BEFORE INSERT ON "sale_work" FOR EACH ROW EXECUTE FUNCTION sale_work_takes_over();

-- Money given back closes the work, whatever was logged, and where nothing was.
CREATE FUNCTION refund_closes_work() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE sale_work SET refunded = true WHERE sale_id = NEW.id;
  IF NOT FOUND THEN
    INSERT INTO sale_work (sale_id, organisation_id, outcome, updated_at)
    VALUES (NEW.id, NEW.buyer_organisation_id, 'new', NEW.sold_at);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "refund_closes_work" AFTER UPDATE ON "sale" FOR EACH ROW WHEN (NEW.status = 'refunded' AND OLD.status <> 'refunded')
  EXECUTE FUNCTION refund_closes_work();
