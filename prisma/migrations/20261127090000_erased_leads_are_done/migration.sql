-- A lead whose person is gone is done with: nobody can be called. It stands with those that the money came back for, whatever was logged.
-- The partial indexes follow the column.
ALTER TABLE "sale_work" RENAME COLUMN "refunded" TO "ended";

-- The contact is looked for only after the sale is locked, by a statement of its own, which sees what was erased meanwhile.
CREATE OR REPLACE FUNCTION sale_work_takes_over() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_lead text;
BEGIN
  SELECT heat_of(l.temperature), s.sold_at, s.status = 'refunded', s.lead_id INTO NEW.heat, NEW.sold_at, NEW.ended, of_lead
    FROM sale s JOIN lead l ON l.id = s.lead_id
    WHERE s.id = NEW.sale_id AND s.buyer_organisation_id = NEW.organisation_id FOR NO KEY UPDATE OF s;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'sale % was not bought by %', NEW.sale_id, NEW.organisation_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'sale_work_takes_over';
  END IF;
  NEW.ended := NEW.ended OR NOT EXISTS (SELECT FROM lead_contact WHERE lead_id = of_lead);
  UPDATE sale SET untouched_heat = NULL WHERE id = NEW.sale_id AND untouched_heat IS NOT NULL;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION refund_closes_work() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE sale_work SET ended = true WHERE sale_id = NEW.id;
  IF NOT FOUND THEN
    INSERT INTO sale_work (sale_id, organisation_id, outcome, updated_at)
    VALUES (NEW.id, NEW.buyer_organisation_id, 'new', NEW.sold_at);
  END IF;
  RETURN NULL;
END $$;

-- Whoever erases a contact ends the work of all who bought it. The sales are locked first, as by whoever begins to work: the second of
-- two at once sees what the first wrote.
CREATE FUNCTION erasure_closes_work() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM sale WHERE lead_id = OLD.lead_id ORDER BY id FOR NO KEY UPDATE;
  UPDATE sale_work w SET ended = true FROM sale s WHERE s.lead_id = OLD.lead_id AND w.sale_id = s.id AND NOT w.ended;
  INSERT INTO sale_work (sale_id, organisation_id, outcome, updated_at)
    SELECT s.id, s.buyer_organisation_id, 'new', s.sold_at FROM sale s
    WHERE s.lead_id = OLD.lead_id AND NOT EXISTS (SELECT FROM sale_work w WHERE w.sale_id = s.id);
  RETURN NULL;
END $$;
CREATE TRIGGER "erasure_closes_work" AFTER DELETE ON "lead_contact" FOR EACH ROW EXECUTE FUNCTION erasure_closes_work();

UPDATE "sale_work" w SET ended = true FROM "sale" s
  WHERE s.id = w.sale_id AND NOT w.ended AND NOT EXISTS (SELECT FROM "lead_contact" c WHERE c.lead_id = s.lead_id);
INSERT INTO "sale_work" ("sale_id", "organisation_id", "outcome", "updated_at")
  SELECT s.id, s.buyer_organisation_id, 'new', s.sold_at FROM "sale" s
  WHERE s.untouched_heat IS NOT NULL AND NOT EXISTS (SELECT FROM "lead_contact" c WHERE c.lead_id = s.lead_id);

-- What a buyer has still to answer is found by index, however much was answered before.
CREATE INDEX "withdrawal_notice_open_idx" ON "withdrawal_notice" ("buyer_organisation_id", "sale_id") WHERE erased_at IS NULL;
