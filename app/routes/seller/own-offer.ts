import type { LoaderFunctionArgs } from '@remix-run/node';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import type { Member } from '../guard.ts';

/**
 * The offer that the address names, of who asks and of nobody else.
 * @throws Response 404
 */
export async function ownOffer(args: LoaderFunctionArgs, { organisation }: Member): Promise<Offer> {
  const offerId = args.params.offerId ?? '';
  const offer = await readOffer(args.context.db, { organisationId: organisation.id, offerId });
  if (!offer) throw new Response(null, { status: 404 });
  return offer;
}
