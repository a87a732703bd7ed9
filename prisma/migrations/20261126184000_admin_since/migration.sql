-- Since when somebody has the role that they have at the exchange; null where they have had it from the beginning.
ALTER TABLE "person" ADD COLUMN "platform_role_since" TIMESTAMPTZ(3);

-- Whoever gives a role gives its moment with it: one that was given without would count as old.
CREATE FUNCTION person_role_has_its_moment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.platform_role IS NOT NULL AND NEW.platform_role IS DISTINCT FROM OLD.platform_role AND NEW.platform_role_since IS NULL THEN
    RAISE EXCEPTION 'a role is given at a moment' USING ERRCODE = 'check_violation', CONSTRAINT = 'person_role_has_its_moment';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "person_role_has_its_moment" BEFORE UPDATE OF "platform_role" ON "person"
  FOR EACH ROW EXECUTE FUNCTION person_role_has_its_moment();
