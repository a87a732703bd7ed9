-- When an order buys: days of the week and hours of the day by its own clock; no days means at any time.
ALTER TABLE "standing_order"
  ADD COLUMN "hours_days" TEXT[] DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "hours_from" INTEGER,
  ADD COLUMN "hours_to" INTEGER;

ALTER TABLE "standing_order" ADD CONSTRAINT "standing_order_hours" CHECK (
  hours_days IS NOT NULL AND CASE WHEN cardinality(hours_days) = 0 THEN hours_from IS NULL AND hours_to IS NULL
    ELSE hours_days <@ ARRAY['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
      AND hours_from BETWEEN 0 AND 23 AND hours_to BETWEEN 1 AND 24 AND hours_from <> hours_to
      AND hours_from IS NOT NULL AND hours_to IS NOT NULL END);

-- Hours that end before they begin go on after midnight and belong to the day on which they began.
CREATE FUNCTION order_buys_at(days text[], from_hour int, to_hour int, timezone text, moment timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT cardinality(days) = 0 OR CASE WHEN from_hour < to_hour
    THEN to_char(local, 'dy') = ANY (days) AND extract(hour FROM local) >= from_hour AND extract(hour FROM local) < to_hour
    ELSE to_char(local, 'dy') = ANY (days) AND extract(hour FROM local) >= from_hour
      OR to_char(local - interval '1 day', 'dy') = ANY (days) AND extract(hour FROM local) < to_hour END
  FROM (SELECT moment AT TIME ZONE timezone AS local) clock
$$;
