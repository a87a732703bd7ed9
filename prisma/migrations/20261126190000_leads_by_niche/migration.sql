-- How leads of a niche fare at which ask is read from the newest ones.
CREATE INDEX "lead_niche_code_id_idx" ON "lead" ("niche_code", "id");
