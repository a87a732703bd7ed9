import { expect } from 'vitest';
import * as publicOffer from '#app/routes/public/offer.tsx';
import * as newOfferPage from '#app/routes/seller/new-offer.tsx';
import * as offerPricePage from '#app/routes/seller/offer-price.tsx';
import * as offersPage from '#app/routes/seller/offers.tsx';
import { makeOffer, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { askPage, type PageModule } from './pages.ts';
import type { World } from './world.ts';

/** The fair median that an offer of leads to three buyers is held against, which all pages tell alike, and where it is explained. */
export async function fairOfShared(world: World, market: { niche: string; region: string }) {
  const { niche, region } = market;
  const organisationId = await makeOrganisation(world.db, 'seller');
  const { token } = await makePerson(world.db, { organisationId, role: 'owner' });
  const { id } = await makeOffer(world.db, organisationId, {
    ...{ niche, regions: [region], exclusivity: 'shared', maxSells: 3 },
  });
  // biome-ignore lint/suspicious/noExplicitAny: pages' data are looked at by single fields
  const show = async (page: unknown, path: string): Promise<any> => {
    const answer = await askPage(world, page as PageModule, { token, path, params: { offerId: id } });
    expect(answer.status).toBe(200);
    return answer.data;
  };
  const { rows } = await show(offersPage, '/sell/offers');
  const { market: judged } = await show(offerPricePage, `/sell/offers/${id}/price`);
  const { offer } = await show(publicOffer, `/offers/${id}`);
  const { preview } = await show(
    newOfferPage,
    `/sell/offers/new?niche=${niche}&regions=${region}&exclusivity=shared&max_sells=3&currency=UAH`,
  );
  const told = [rows[0].judged, judged.band, offer.judged, preview.fair].map(({ p50Minor }) => p50Minor);
  expect(new Set(told).size).toBe(1);
  return { p50Minor: told[0] as bigint, whyHref: rows[0].whyHref as string };
}
