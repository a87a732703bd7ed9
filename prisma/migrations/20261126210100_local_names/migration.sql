-- What a region is called in other languages than English, by language; the seed fills it.
ALTER TABLE "region" ADD COLUMN "names" JSONB NOT NULL DEFAULT '{}';
