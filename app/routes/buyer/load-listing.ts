import type { LoaderFunctionArgs } from '@remix-run/node';
import { readListing } from '#app/domain/exchange/read-listing.server.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import type { Member } from '../guard.ts';
import { priceView } from '../public/price-view.ts';
import { quoteListing, toListingLine } from './listing-line.ts';
import { toNeed } from './need-facts.tsx';
import { spendableIn } from './spendable.ts';

/**
 * A listing with all that is asked before it is bought.
 * @throws Response 404 when there is none of this id
 */
export async function loadListing(args: LoaderFunctionArgs, { organisation }: Member) {
  const { db, now } = args.context;
  const listingId = args.params.listingId ?? '';
  const found = await readListing(db, { listingId, organisationId: organisation.id, now });
  if (!found) throw new Response(null, { status: 404 });
  const { listing } = found;
  const reference = await readPricedReference(db.pool);
  return {
    now,
    line: toListingLine(reference, listing, now),
    isForSale: found.isForSale,
    isOwn: found.isOwn,
    saleId: found.saleId,
    need: toNeed(reference, listing.lead),
    balanceMinor: await spendableIn(args.context, organisation.id, listing.currency),
    fair: priceView(quoteListing(reference, listing, now)),
  };
}

export type LoadedListing = Awaited<ReturnType<typeof loadListing>>;
