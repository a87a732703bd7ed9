-- What languages an offer's people speak, and which an order wants; an empty list is not said, or any.
ALTER TABLE "offer" ADD COLUMN "languages" TEXT[] DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "standing_order" ADD COLUMN "languages" TEXT[] DEFAULT ARRAY[]::TEXT[];

ALTER TABLE "offer" ADD CONSTRAINT "offer_languages_bounded"
  CHECK (languages IS NOT NULL AND cardinality(languages) <= 20);
ALTER TABLE "standing_order" ADD CONSTRAINT "standing_order_languages_bounded"
  CHECK (languages IS NOT NULL AND cardinality(languages) <= 20);
