import { checkOffers, type OffersChecked } from '#app/domain/exchange/check-offers.server.ts';
import type { JobContext } from '../context.ts';

export function checkAllOffers({ db, now }: JobContext): Promise<OffersChecked> {
  return checkOffers(db, { now: now() });
}
