import type { Reference } from '#app/domain/catalog/reference.ts';
import type { PricedReference } from '#app/domain/pricing/quote-place.ts';
import type { ChosenRegion } from '#app/ui/region-combobox.tsx';
import { all, one, readForm, type Typed } from '../form.ts';
import { regionName } from '../public/names.ts';
import { type OfferPreview, previewOffer } from './offer-preview.ts';
import { resolveRegions } from './resolve-regions.ts';

/** Regions with their names, to be shown as chosen; codes that name none are dropped. */
export function chosenRegions(reference: Reference, codes: readonly string[]): ChosenRegion[] {
  return codes.flatMap((code) => {
    const region = reference.regions.get(code);
    return region ? [{ code, label: regionName(reference, region) }] : [];
  });
}

/** A form for an offer as it was sent, the places that were only typed among its regions, and what to show beside it. */
export async function readOfferForm(
  request: Request,
  reference: PricedReference,
  now: Date,
  organisationId: string,
): Promise<{
  typed: Typed;
  regionError: string | null;
  shown: { preview: OfferPreview; regions: ChosenRegion[] };
}> {
  const sent = await readForm(request);
  const { codes, error } = resolveRegions(reference, all(sent, 'regions'), one(sent, 'region_add'));
  // A name that was not found stays in its field to be put right.
  const isKept = error !== null && codes.length === all(sent, 'regions').length;
  const typed: Typed = { ...sent, regions: codes, ...(isKept ? {} : { region_add: [] }) };
  return {
    typed,
    regionError: error,
    shown: {
      preview: previewOffer(reference, typed, now, organisationId),
      regions: chosenRegions(reference, codes),
    },
  };
}
