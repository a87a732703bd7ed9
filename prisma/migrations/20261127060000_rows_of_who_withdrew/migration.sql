-- A person who withdraws, or whose time is over, is taken out of the rows that are kept of a seller's file, too.
CREATE INDEX "lead_import_row_lead_id_idx" ON "lead_import_row"("lead_id");
GRANT UPDATE (sealed) ON "lead_import_chunk" TO birja_app;
