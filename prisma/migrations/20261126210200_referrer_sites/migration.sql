-- The site that a lead's visitor came from, without its address: what followed might name somebody and is sealed with the contact.
ALTER TABLE "lead" ADD COLUMN "referrer_site" TEXT;
ALTER TABLE "lead" ADD CONSTRAINT "lead_referrer_site_is_a_site"
  CHECK (referrer_site IS NULL OR length(referrer_site) <= 100 AND referrer_site ~ '^[a-z0-9.-]+$');
