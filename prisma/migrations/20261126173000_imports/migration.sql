-- A file of leads on its way in. What it holds of people stands sealed, under a key of its own, until it is erased.
CREATE TABLE "lead_import" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "offer_id" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason_code" TEXT,
    "reason_params" JSONB,
    "sealed_about" BYTEA,
    "file_bytes" INTEGER NOT NULL DEFAULT 0,
    "read_bytes" INTEGER NOT NULL DEFAULT 0,
    "read_round" INTEGER NOT NULL DEFAULT 0,
    "format" JSONB,
    "mapping" JSONB,
    "test" BOOLEAN NOT NULL DEFAULT false,
    "chunks_total" INTEGER NOT NULL DEFAULT 0,
    "chunks_done" INTEGER NOT NULL DEFAULT 0,
    "rows_total" INTEGER NOT NULL DEFAULT 0,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "doubles" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "quarantined" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "touched_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "erase_at" TIMESTAMPTZ(3) NOT NULL,
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "lead_import_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "vault"."import_key" (
    "import_id" TEXT NOT NULL,
    "wrapped_by" TEXT NOT NULL,
    "wrapped_key" BYTEA NOT NULL,

    CONSTRAINT "import_key_pkey" PRIMARY KEY ("import_id")
);

CREATE TABLE "lead_import_piece" (
    "import_id" TEXT NOT NULL,
    "nth" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "lead_import_piece_pkey" PRIMARY KEY ("import_id", "nth")
);

CREATE TABLE "lead_import_chunk" (
    "import_id" TEXT NOT NULL,
    "nth" INTEGER NOT NULL,
    "row_count" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "lead_import_chunk_pkey" PRIMARY KEY ("import_id", "nth")
);

CREATE TABLE "lead_import_row" (
    "import_id" TEXT NOT NULL,
    "row_number" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason_code" TEXT,
    "reason_params" JSONB,
    "lead_id" TEXT,

    CONSTRAINT "lead_import_row_pkey" PRIMARY KEY ("import_id", "row_number")
);

CREATE TABLE "lead_import_contact" (
    "import_id" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "row_number" INTEGER NOT NULL,

    CONSTRAINT "lead_import_contact_pkey" PRIMARY KEY ("import_id", "hash")
);

CREATE INDEX "lead_import_organisation_id_id_idx" ON "lead_import"("organisation_id", "id");
CREATE INDEX "lead_import_offer_id_idx" ON "lead_import"("offer_id");

ALTER TABLE "lead_import" ADD CONSTRAINT "lead_import_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "lead_import" ADD CONSTRAINT "lead_import_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "vault"."import_key" ADD CONSTRAINT "import_key_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "lead_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "lead_import_piece" ADD CONSTRAINT "lead_import_piece_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "lead_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "lead_import_chunk" ADD CONSTRAINT "lead_import_chunk_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "lead_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "lead_import_row" ADD CONSTRAINT "lead_import_row_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "lead_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "lead_import_contact" ADD CONSTRAINT "lead_import_contact_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "lead_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One import of an organisation at a time, whatever comes at once.
CREATE UNIQUE INDEX "lead_import_one_open" ON "lead_import" (organisation_id)
  WHERE status IN ('uploading', 'reading', 'mapping', 'importing', 'paused');
CREATE INDEX "lead_import_to_erase" ON "lead_import" (erase_at) WHERE erased_at IS NULL;

ALTER TABLE "lead_import"
  ADD CONSTRAINT "lead_import_status" CHECK (status IN ('uploading', 'reading', 'mapping', 'importing', 'paused', 'done', 'cancelled', 'failed')),
  ADD CONSTRAINT "lead_import_ended" CHECK ((status IN ('done', 'cancelled', 'failed')) = (finished_at IS NOT NULL)),
  ADD CONSTRAINT "lead_import_mapped" CHECK (status NOT IN ('importing', 'paused', 'done') OR mapping IS NOT NULL),
  ADD CONSTRAINT "lead_import_chunks" CHECK (chunks_done BETWEEN 0 AND chunks_total),
  -- No row is counted twice.
  ADD CONSTRAINT "lead_import_counts" CHECK (least(taken, doubles, refused, quarantined) >= 0 AND taken + doubles + refused + quarantined <= rows_total),
  -- The head of a file is read as a row, too.
  ADD CONSTRAINT "lead_import_bounds" CHECK (rows_total BETWEEN 0 AND 100001 AND file_bytes BETWEEN 0 AND 67108864),
  -- What is erased has nothing to be opened any more.
  ADD CONSTRAINT "lead_import_erased" CHECK (erased_at IS NULL OR (status IN ('done', 'cancelled', 'failed') AND sealed_about IS NULL));
ALTER TABLE "lead_import_row"
  ADD CONSTRAINT "lead_import_row_outcome" CHECK (outcome IN ('taken', 'double', 'refused', 'quarantined')),
  ADD CONSTRAINT "lead_import_row_lead" CHECK ((outcome = 'taken') = (lead_id IS NOT NULL)),
  ADD CONSTRAINT "lead_import_row_reason" CHECK ((outcome = 'taken') = (reason_code IS NULL));
ALTER TABLE "lead_import_contact" ADD CONSTRAINT "lead_import_contact_hash" CHECK (length(hash) = 32);

GRANT SELECT, INSERT, UPDATE ON "lead_import" TO birja_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "vault"."import_key" TO birja_app;
GRANT SELECT, INSERT, DELETE ON "lead_import_piece", "lead_import_chunk", "lead_import_row", "lead_import_contact" TO birja_app;
