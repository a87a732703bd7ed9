-- A row that was quarantined is released when its seller brings the consent that it lacked: what became of it changes once.
GRANT UPDATE (outcome, reason_code, reason_params, lead_id) ON "lead_import_row" TO birja_app;
CREATE FUNCTION guard_lead_import_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.outcome <> 'quarantined' OR NEW.outcome <> 'taken' OR NEW.import_id <> OLD.import_id OR NEW.row_number <> OLD.row_number THEN
    RAISE EXCEPTION 'a row of an import is only ever released from quarantine' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lead_import_row_released BEFORE UPDATE ON "lead_import_row" FOR EACH ROW EXECUTE FUNCTION guard_lead_import_row();

-- When its sender was last written to of what became of it.
ALTER TABLE "lead_import" ADD COLUMN "told_at" TIMESTAMPTZ(3);
