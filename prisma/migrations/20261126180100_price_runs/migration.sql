-- When the jobs about prices ran, and what came of it: the queue forgets what is done after an hour.
CREATE TABLE "price_run" (
  "id" TEXT NOT NULL,
  "job" TEXT NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "ended_at" TIMESTAMPTZ(3),
  "outcome" TEXT,
  "figures" JSONB,
  "code" TEXT,
  CONSTRAINT "price_run_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "price_run_job_id_idx" ON "price_run" ("job", "id");
ALTER TABLE "price_run" ADD CONSTRAINT "price_run_outcome" CHECK (outcome IN ('done', 'failed')),
  ADD CONSTRAINT "price_run_ends" CHECK ((ended_at IS NULL) = (outcome IS NULL) AND ended_at >= started_at),
  ADD CONSTRAINT "price_run_figures" CHECK ((figures IS NOT NULL) = (outcome IS NOT DISTINCT FROM 'done')),
  ADD CONSTRAINT "price_run_code" CHECK ((code IS NOT NULL) = (outcome IS NOT DISTINCT FROM 'failed'));

-- What was told of a run stays told.
CREATE FUNCTION price_run_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.outcome IS NOT NULL OR (NEW.id, NEW.job, NEW.started_at) IS DISTINCT FROM (OLD.id, OLD.job, OLD.started_at) THEN
    RAISE EXCEPTION 'the run % is over', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "price_run_stays" BEFORE UPDATE ON "price_run" FOR EACH ROW EXECUTE FUNCTION price_run_stays();

-- Runs of long ago are removed.
GRANT SELECT, INSERT, UPDATE, DELETE ON "price_run" TO birja_app;
