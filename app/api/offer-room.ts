import { z } from 'zod';
import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readOpenClosure } from '#app/domain/exchange/read-closure.server.ts';
import { readFullRegions } from '#app/domain/exchange/read-full-regions.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { defineCall } from './call.ts';
import { id, instant } from './schemas.ts';

const full = z.object({ since: instant, opens_at: instant.nullable() });

const room = z.object({
  offer_id: id('offer'),
  full: full.nullable(),
  full_regions: z.array(full.extend({ region: z.string() })),
});

const fullJson = ({ since, opensAt }: { since: Date; opensAt: Date | null }) => ({
  since: since.toISOString(),
  opens_at: opensAt?.toISOString() ?? null,
});

export const readOfferRoom = defineCall({
  operation: 'readOfferRoom',
  method: 'GET',
  path: '/offers/{id}/room',
  access: { kind: 'key', scope: 'offers:read', side: 'seller' },
  params: z.object({ id: id('offer') }),
  answers: { 200: room },
  refusals: ['offer_unknown'],
  async handle({ params, principal, context: { db } }) {
    const { organisationId } = principal;
    const offerId = params.id;
    const offer = await readOffer(db, { organisationId, offerId });
    if (!offer) throw new Refusal('offer_unknown');
    const [closure, regions] = await Promise.all([
      readOpenClosure(db, { offerId }),
      readFullRegions(db, { offerId }),
    ]);
    return {
      status: 200,
      body: {
        offer_id: offerId,
        full: closure && fullJson(closure),
        full_regions: regions.map((region) => ({ region: region.regionCode, ...fullJson(region) })),
      },
    };
  },
});
