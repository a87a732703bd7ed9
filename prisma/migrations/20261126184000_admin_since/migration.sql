-- Since when somebody has the role that they have at the exchange; null where they have had it from the beginning.
ALTER TABLE "person" ADD COLUMN "platform_role_since" TIMESTAMPTZ(3);

-- A role that is given without its moment would count as old, whoever gives it.
CREATE FUNCTION person_role_has_its_moment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.platform_role IS DISTINCT FROM OLD.platform_role
    AND NEW.platform_role_since IS NOT DISTINCT FROM OLD.platform_role_since THEN
    NEW.platform_role_since := now();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "person_role_has_its_moment" BEFORE UPDATE OF "platform_role" ON "person"
  FOR EACH ROW EXECUTE FUNCTION person_role_has_its_moment();
